//! Which keys stand on which item, beside which others, and which are missing.

use super::{Argument, Key, Reader, Role};
use crate::faults::Spot;
use crate::item::Seat;
use crate::source::source;
use proc_macro2::TokenTree;
use quote::ToTokens;

/// What the attribute declares. Of a static its keys say it, or else its type.
pub(super) fn role(seat: &Seat, arguments: &[Argument]) -> Option<Role> {
    let Seat::Static(_, of_type) = seat else {
        return matches!(seat, Seat::Handler).then_some(Role::Handler);
    };
    let (mut says_origins, mut says_policy) = (false, false);
    for key in arguments.iter().filter_map(key) {
        says_origins |= !Role::Handler.takes(key);
        says_policy |= !Role::Origins.takes(key);
    }
    match (says_origins, says_policy) {
        (true, false) => Some(Role::Origins),
        (false, true) => Some(Role::Policy),
        _ => of_type.or(Some(Role::Policy)),
    }
}

fn key(argument: &Argument) -> Option<Key> {
    match argument.key.as_slice() {
        [TokenTree::Ident(word)] => Key::named(&word.to_string()),
        _ => None,
    }
}

impl Reader<'_> {
    /// Reports keys that stand where they cannot, and those that are missing.
    pub(super) fn place(&mut self, spot: Spot, seat: &Seat) {
        let Some(role) = self.args.role else { return };
        let name = match seat {
            Seat::Static(name, _) => name.as_str(),
            Seat::Handler | Seat::Other => "",
        };
        for (key, spot) in self.args.written.clone() {
            if !role.takes(key) {
                self.report_misplaced(role, key, spot, name);
            } else if role == Role::Handler && key.is_of_policies() && self.args.has(Key::Policy) {
                self.report_beside_policy(key, spot);
            }
        }
        match role {
            Role::Handler => {
                self.demand(spot, Key::Origins, "no origins: `origins` says who may call the handler");
                self.demand(spot, Key::Methods, "no methods: `methods` says what the handler answers to");
            }
            Role::Policy => self.demand(spot, Key::Origins, "no origins: `origins` says who may call"),
            Role::Origins => {
                self.demand(spot, Key::Env, "no variable: `env` names the environment variable that holds the origins");
                self.demand(spot, Key::Within, "no bounds: `within` says which origins the variable may name");
            }
        }
    }

    fn demand(&mut self, spot: Spot, key: Key, fact: &str) {
        // The origins may stand in a named policy; a misplaced key is told already.
        let instead: &[Key] = match key {
            Key::Origins => &[Key::Policy, Key::Env, Key::Within],
            Key::Within => &[Key::Origins],
            _ => &[],
        };
        if !self.args.has(key) && !instead.iter().any(|key| self.args.has(*key)) {
            self.faults.report(spot, fact, &format!("add `{}`", key.example()));
        }
    }

    fn report_misplaced(&mut self, role: Role, key: Key, spot: Spot, name: &str) {
        let written = key.name();
        let (fact, remedy) = match (role, key) {
            // Told by `env` already.
            (Role::Handler | Role::Policy, Key::Within) if self.args.has(Key::Env) => return,
            (Role::Handler | Role::Policy, Key::Env | Key::Within) => (
                format!("`{written}` stands on a static `Origins`, which others then name"),
                format!("declare `{} static WEB: Origins;`, and write `origins = WEB` here", Role::Origins.example()),
            ),
            (Role::Policy, Key::Methods) => (
                "`methods` stands on handlers: a named policy holds whatever they answer to".to_owned(),
                format!("write it on each handler, as in `#[cors(policy = {name}, methods = [GET])]`"),
            ),
            (Role::Policy, _) => (
                format!("`{written}` stands on handlers: a named policy says everything itself"),
                format!("remove `{written}`, and write here what it declares"),
            ),
            (_, Key::Origins) => (
                format!("`origins` is no key of `Origins`: `{name}` holds what the environment variable names"),
                "write the bounds of the variable in `within`".to_owned(),
            ),
            _ => (
                format!("`{written}` is no key of `Origins`: `{name}` only says which origins there are"),
                format!("write it where `origins = {name}` stands"),
            ),
        };
        self.faults.report(spot, &fact, &remedy);
    }

    fn report_beside_policy(&mut self, key: Key, spot: Spot) {
        let key = key.name();
        let policy = self.args.policy.as_ref().map(|path| source(path.to_token_stream()));
        let policy = policy.map_or_else(|| "the named policy".to_owned(), |path| format!("`{path}`"));
        let fact = format!("`{key}` beside `policy`: what {policy} declares is the handler's whole policy");
        self.faults.report(
            spot,
            &fact,
            &format!("write `{key}` on {policy}, or replace `policy` by all that it declares"),
        );
    }
}
