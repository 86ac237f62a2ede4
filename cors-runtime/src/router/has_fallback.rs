//! Whether an axum router has fallbacks: of its own, or of routers that are nested in it. axum does not tell, but keeps or drops the
//! layers around them.

use super::state::State;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::Route;
use axum::routing::future::RouteFuture;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

/// Whether an axum router has a fallback of its own. When one without is nested, nothing is kept of the layers around its 404.
pub(super) fn has_fallback<S: State>(router: &Router<S>) -> bool {
    let token = Arc::new(());
    let layered = router.clone().layer(Counting(token.clone()));
    let all = Arc::strong_count(&token);
    let nested = Router::<S>::new().without_v07_checks().nest("/nested", layered);
    let kept = Arc::strong_count(&token);
    drop(nested);
    // One layer is always dropped: that around the 404 of CONNECT requests without a path.
    all - kept == 1
}

/// Whether routers that are nested in it have fallbacks, beside one of its own.
pub(super) fn has_nested_fallbacks<S: State>(router: &Router<S>) -> bool {
    /// That of the router itself, or axum's 404: for `/`, for other paths, and for CONNECT requests without a path.
    const OWN: usize = 3;
    let token = Arc::new(());
    let layered = router.clone().layer(Counting(token.clone()));
    let all = Arc::strong_count(&token);
    let routes = layered.reset_fallback();
    let fallbacks = all - Arc::strong_count(&token);
    drop(routes);
    fallbacks > OWN
}

/// A layer whose services are counted.
#[derive(Clone)]
struct Counting(Arc<()>);

/// A service of [`Counting`].
#[derive(Clone)]
struct Counted {
    _token: Arc<()>,
    route: Route,
}

impl Layer<Route> for Counting {
    type Service = Counted;

    fn layer(&self, route: Route) -> Counted {
        Counted { _token: self.0.clone(), route }
    }
}

impl Service<Request> for Counted {
    type Response = Response;
    type Error = Infallible;
    type Future = RouteFuture<Infallible>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        <Route as Service<Request>>::poll_ready(&mut self.route, cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.route.call(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tower_layer::Identity;

    async fn nothing() {}

    #[test]
    fn fallbacks_of_nested_routers_are_found() {
        let new = Router::<()>::new;
        let inner = || new().fallback(nothing);
        let with = [
            new().nest("/a", inner()),
            new().nest("/a", inner()).fallback(nothing),
            new()
                .route("/b", get(nothing).post(nothing))
                .nest("/a", new().fallback_service(new()))
                .layer(Identity::new()),
        ];
        let without = [
            new(),
            inner(),
            new().fallback_service(new()),
            new().route("/", get(nothing)).route("/{*path}", get(nothing).fallback(nothing)).fallback(nothing),
            new().nest("/a", new().route("/", get(nothing))).fallback(nothing).layer(Identity::new()),
            new().nest("/a", inner()).reset_fallback(),
        ];
        for (index, router) in with.iter().enumerate() {
            assert!(has_nested_fallbacks(router), "with nested fallbacks, {index}");
        }
        for (index, router) in without.iter().enumerate() {
            assert!(!has_nested_fallbacks(router), "without nested fallbacks, {index}");
        }
    }

    #[test]
    fn a_fallback_of_a_routers_own_is_found() {
        let new = Router::<()>::new;
        let with = [
            new().fallback(nothing),
            new().fallback_service(new()),
            new().route("/", get(nothing)).route("/{*path}", get(nothing)).fallback_service(new()),
            new().nest("/a", new().fallback(nothing)).fallback(nothing),
            new().merge(new().fallback(nothing)).nest_service("/b", new()),
            new().route("/a", get(nothing)).fallback(nothing).layer(Identity::new()),
        ];
        let without = [
            new(),
            new().route("/", get(nothing)),
            new().nest("/a", new().fallback(nothing)),
            new().fallback(nothing).reset_fallback(),
            new().route("/a", get(nothing).post(nothing).fallback(nothing)).method_not_allowed_fallback(nothing),
            new().route("/a", get(nothing)).layer(Identity::new()),
        ];
        for (index, router) in with.iter().enumerate() {
            assert!(has_fallback(router), "with fallback, {index}");
        }
        for (index, router) in without.iter().enumerate() {
            assert!(!has_fallback(router), "without fallback, {index}");
        }
    }
}
