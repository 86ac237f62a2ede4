use handler_cors::CorsRouter;

fn main() {
    let app: CorsRouter = CorsRouter::new().server_origins(["https://*.example.com"]);
    let _ = app.build().unwrap();
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `https://www.example.com` in place of `"https://*.example.com"`
