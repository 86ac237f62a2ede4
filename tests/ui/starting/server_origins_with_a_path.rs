use handler_cors::CorsRouter;

fn main() {
    let app: CorsRouter = CorsRouter::new().server_origins(["https://www.example.com/api", "www.example.com"]);
    let _ = app.build().unwrap();
}

//~ before: whole text
//~ verdict: whole text
//~ type `https://www.example.com` in place of `"https://www.example.com/api"`
//~ type `https://www.example.com` in place of `"www.example.com"`
