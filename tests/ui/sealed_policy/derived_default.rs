use handler_cors::Policy;

#[derive(Default)]
struct Config {
    policy: Policy,
}

fn main() {
    let _ = Config::default().policy;
}
