//! A playground: a page that sends real requests from pages of several origins, and shows what the browser did next to what the
//! policies decide.
//!
//! ```sh
//! cargo run -p playground                # on ports 3000 to 3003 of this machine
//! cargo run -p playground -- 8000        # on 8000 to 8003
//! cargo run -p playground -- 0           # on any free ports
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

    // Layers belong on the `CorsRouter`. Out here a layer that responds itself, such as a login, would receive preflights and
    // send responses without CORS headers. The recorder never responds itself.
    let recorded = Router::from(api).layer(from_fn_with_state(recorder.clone(), recorder::record));
    let api = recorded.merge(pages.playground()).merge(recorder.routes());

    println!("playground and API  {}", sites.api.origin);
    println!("page of our app     {}", sites.app.origin);
    println!("cross-site page     {}", sites.cross_site.origin);
    println!("same-site page      {}", sites.same_site.origin);
    let frame = pages.frame();
    tokio::try_join!(
        sites.api.serve(api),
        sites.app.serve(frame.clone()),
        sites.cross_site.serve(frame.clone()),
        sites.same_site.serve(frame)
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use handler_cors::testing::probe::Probe;
    use std::error::Error;

    /// The API, inside the recorder.
    #[tokio::test]
    async fn a_probe_finds_nothing() -> Result<(), Box<dyn Error>> {
        let api = api::app(App::new("https://app.example.com"));
        let recorder = Recorder::new(api.clone());
        let probe =
            Probe::new(&api.surface()).origin("https://app.example.com").get("/widgets").get("/report").get("/tenant");
        let report = probe.run(&mut Router::from(api).layer(from_fn_with_state(recorder, recorder::record))).await?;
        assert!(report.is_clean(), "{report}");
        Ok(())
    }
}
