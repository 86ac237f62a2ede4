use handler_cors::Policy;

fn destructure(policy: Policy) {
    let Policy { declared } = policy;
    drop(declared);
}

fn main() {}
