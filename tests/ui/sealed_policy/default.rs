use handler_cors::Policy;

fn main() {
    let _ = Policy::default();
}
