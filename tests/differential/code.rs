//! A composition as the code that builds it, for messages.

use crate::plain::EMBEDDED_STATE;
use crate::tree::{Builder, FallbackKind, Policy, Serves, Step, Tree};
use std::fmt::{self, Display, Formatter};

impl Display for Tree {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_tree(f, self, 1)
    }
}

fn write_tree(f: &mut Formatter<'_>, tree: &Tree, depth: usize) -> fmt::Result {
    match tree.builder {
        Builder::Cors => write!(f, "CorsRouter::new()")?,
        Builder::Plain => write!(f, "Router::new()")?,
        Builder::Application(policy) => write!(f, "{}.router(Router::new()", policy.name())?,
    }
    for step in &tree.steps {
        write!(f, "\n{}", "    ".repeat(depth))?;
        write_step(f, tree, step, depth)?;
    }
    if matches!(tree.builder, Builder::Application(_)) { write!(f, ")") } else { Ok(()) }
}

fn write_step(f: &mut Formatter<'_>, tree: &Tree, step: &Step, depth: usize) -> fmt::Result {
    let under = Under { plain: tree.is_axum() };
    match step {
        Step::Route { path, policy, handlers } => {
            let chain: Vec<String> =
                handlers.iter().map(|(serves, id)| format!("{}h{id})", under.call(*serves))).collect();
            write!(f, ".route({path:?}, {}{})", under.policy(*policy), chain.join("."))
        }
        Step::RouteService { path, id, .. } if under.plain => write!(f, ".route_service({path:?}, s{id})"),
        Step::RouteService { path, policy, id } => write!(f, ".route({path:?}, {})", under.service(*policy, *id)),
        Step::NestService { prefix, policy, id } => {
            write!(f, ".nest_service({prefix:?}, {})", under.service(*policy, *id))
        }
        Step::Fallback { kind, id } => write_fallback(f, &under, *kind, *id),
        Step::MethodNotAllowed { id } => write!(f, ".method_not_allowed_fallback(h{id})"),
        Step::Layer { id } => write!(f, ".layer(l{id})"),
        Step::RouteLayer { id } => write!(f, ".route_layer(l{id})"),
        Step::State { value } => write!(f, ".with_state({value})"),
        Step::Nest { prefix, tree: child } => {
            write!(f, ".nest({prefix:?}, ")?;
            write_child(f, tree, child, depth)
        }
        Step::Merge { tree: child } => {
            write!(f, ".merge(")?;
            write_child(f, tree, child, depth)
        }
    }
}

fn write_child(f: &mut Formatter<'_>, parent: &Tree, child: &Tree, depth: usize) -> fmt::Result {
    if !parent.embeds(child) {
        write_tree(f, child, depth + 1)?;
        return write!(f, ")");
    }
    write!(f, "Router::from(")?;
    write_tree(f, child, depth + 1)?;
    write!(f, ".with_state({})))", EMBEDDED_STATE.0)
}

fn write_fallback(f: &mut Formatter<'_>, under: &Under, kind: FallbackKind, id: u32) -> fmt::Result {
    match kind {
        FallbackKind::Service(_) if under.plain => write!(f, ".fallback_service(s{id})"),
        FallbackKind::Service(policy) => write!(f, ".fallback({})", under.service(policy, id)),
        FallbackKind::Handler(policy) if !under.plain => write!(f, ".fallback({}.any(h{id}))", policy.name()),
        FallbackKind::Handler(_) | FallbackKind::Plain => write!(f, ".fallback(h{id})"),
    }
}

/// How the calls of one router are written: plain ones name no policy.
struct Under {
    plain: bool,
}

impl Under {
    fn policy(&self, policy: Policy) -> String {
        if self.plain { String::new() } else { format!("{}.", policy.name()) }
    }

    fn call(&self, serves: Serves) -> &'static str {
        match serves {
            Serves::Get => "get(",
            Serves::Post => "post(",
            Serves::Put => "put(",
            Serves::Options if self.plain => "options(",
            Serves::Options => "on(Method::OPTIONS, ",
            Serves::Any => "any(",
        }
    }

    fn service(&self, policy: Policy, id: u32) -> String {
        if self.plain { format!("s{id}") } else { format!("{}.service(s{id})", policy.name()) }
    }
}
