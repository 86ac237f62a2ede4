//! A playground: a page on which requests are sent for real, from pages of several origins, and which shows what the browser did
//! beside what the policies say of it.
//!
//! ```sh
//! cargo run -p playground                # on ports 3000 to 3003 of this machine
//! cargo run -p playground -- 8000        # on 8000 to 8003
//! cargo run -p playground -- 0           # on any that are free
//! ```

mod api;
mod explained;
mod pages;
mod recorder;
mod sites;

use api::App;
use axum::Router;
use axum::middleware::from_fn_with_state;
use pages::Pages;
use recorder::Recorder;
use sites::Sites;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> io::Result<()> {
    let sites = Sites::bind(std::env::args().nth(1).as_deref()).await?;
    let api = api::app(App::new(&sites.app.origin));
    let recorder = Recorder::new(api.clone());
    let pages = Pages::new(&sites, Arc::new(api.surface()));

    // Users should put their layers on the `CorsRouter`: one that answers out here, such as a login, would meet preflights,
    // and send answers without CORS headers. A recorder may stand here, as it answers nothing itself.
    let recorded = Router::from(api).layer(from_fn_with_state(recorder.clone(), recorder::record));
    let api = recorded.merge(pages.playground()).merge(recorder.routes());

    println!("playground and API  {}", sites.api.origin);
    println!("our app's page      {}", sites.app.origin);
    println!("a stranger's page   {}", sites.stranger.origin);
    println!("a neighbour's page  {}", sites.neighbour.origin);
    let frame = pages.frame();
    tokio::try_join!(
        sites.api.serve(api),
        sites.app.serve(frame.clone()),
        sites.stranger.serve(frame.clone()),
        sites.neighbour.serve(frame)
    )?;
    Ok(())
}
