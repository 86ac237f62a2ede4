use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter = CorsRouter::new().server_origins("https://www.example.com");
}

//~ before: misleads
//~ verdict: whole text
//~ where `origin` is `"https://www.example.com"`
//~ type `["https://www.example.com"]` in place of `"https://www.example.com"`
