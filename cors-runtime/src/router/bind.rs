//! Binding origins to the statics that name them at run time.

use super::CorsRouter;
use super::bounds::OriginList;
use crate::policy::{
    ListBinding, Named, Origins, Predicate, PredicateFuture, PredicateResult, PredicateState, RouterPredicate,
};
use std::panic::Location;
use std::sync::Arc;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Names the origins of a static [`Origins`] on this router: what a configuration file, the command line or a database says when
    /// the program starts.
    ///
    /// It can be anywhere in the chain, and holds for all routes of this router. A merged or nested router keeps its own binding;
    /// where it has none, it gets this one.
    ///
    /// The values are checked when the router is [built](CorsRouter::build), by the grammar and with the texts of the compiler. Each must be within the
    /// bounds of the static. An empty list is a value too: it allows nothing but the server's own pages and `always`. Matching costs
    /// as much as for a list in the source code.
    ///
    /// # Panics
    ///
    /// If the static is bound already on this router; the message names both places.
    ///
    /// # Example
    ///
    /// ```
    /// use handler_cors::{CorsRouter, Origins, Policy, cors};
    ///
    /// #[cors(within = ["https://*"], default = [])]
    /// static PAGES: Origins;
    ///
    /// #[cors(origins = PAGES, credentials)]
    /// static WEB: Policy;
    ///
    /// # struct Config { allowed_origins: Option<Vec<String>> }
    /// # let config = Config { allowed_origins: None };
    /// let mut app = CorsRouter::new().route("/stats", WEB.get(async || "all stats"));
    /// if let Some(origins) = config.allowed_origins {
    ///     app = app.bind_origins(&PAGES, origins);
    /// }
    /// let app = app.build()?;
    /// # let _ = app;
    /// # Ok::<(), handler_cors::BuildError>(())
    /// ```
    #[track_caller]
    pub fn bind_origins(self, origins: &'static Origins, values: impl OriginList) -> Self {
        let list = ListBinding { origins: values.texts(), at: Location::caller() };
        self.bound(origins, Named::List(Arc::new(list)))
    }

    /// Lets a predicate decide on the origins of a static [`Origins`] on this router: an async fn or closure.
    ///
    /// It takes the [`Origin`](crate::Origin) of the page, then, each if it needs them, a [`RequestInfo`](crate::RequestInfo) and a
    /// `State<T>`, where `T` is the state of the router or a part of it (`FromRef`). It returns `bool` or `Result<bool, E>`.
    ///
    /// - It is called for cross-origin requests and preflights only, once for each, and only for origins within the bounds of the static. Under a
    ///   policy with `credentials`, it is not called for `http://` origins except loopback.
    /// - `false`, an error and a panic deny. Errors are events (feature `tracing`).
    /// - It runs outside all layers, and has no time limit of its own. `tokio::time::timeout(limit, lookup).await` in it sets one: an
    ///   elapsed timeout is an error.
    /// - Compare whole origins or whole hosts with what you know, and keep a bounded cache if a database must be asked.
    ///
    /// Like [`bind_origins`](Self::bind_origins), it can be anywhere in the chain, and merged and nested routers keep their own.
    ///
    /// # Panics
    ///
    /// If the static is bound already on this router; the message names both places.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::extract::{FromRef, State};
    /// use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
    ///
    /// #[cors(within = ["https://*"])]
    /// static TENANTS: Origins;
    ///
    /// #[cors(origins = TENANTS, credentials)]
    /// static WEB: Policy;
    ///
    /// #[derive(Clone)]
    /// struct Hosts(Vec<String>);
    ///
    /// #[derive(Clone)]
    /// struct App {
    ///     hosts: Hosts,
    /// }
    ///
    /// impl FromRef<App> for Hosts {
    ///     fn from_ref(app: &App) -> Hosts {
    ///         app.hosts.clone()
    ///     }
    /// }
    ///
    /// async fn is_tenant(origin: Origin, State(hosts): State<Hosts>) -> bool {
    ///     hosts.0.iter().any(|host| host == origin.host())
    /// }
    ///
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/orders", WEB.post(async || "ordered"))
    ///     .bind_predicate(&TENANTS, is_tenant)
    ///     .with_state(App { hosts: Hosts(vec!["shop.acme.example".to_owned()]) });
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn bind_predicate<F, Shape>(self, origins: &'static Origins, predicate: F) -> Self
    where
        F: Predicate<Shape> + Send + Sync + 'static,
        F::State: PredicateState<S>,
        F::Returned: PredicateFuture<Result: PredicateResult> + Send + 'static,
    {
        self.bound(origins, Named::Predicate(RouterPredicate::new::<S, F, Shape>(origins.name(), predicate)))
    }

    #[track_caller]
    fn bound(self, origins: &'static Origins, named: Named) -> Self {
        let mut parts = self.into_parts();
        parts.bindings.add(origins, named);
        CorsRouter::of(parts)
    }
}
