use handler_cors::Policy;

fn again(policy: Policy) -> Policy {
    Policy { ..policy }
}

fn main() {}
