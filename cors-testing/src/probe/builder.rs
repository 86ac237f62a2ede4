//! What to probe, and how.

use super::allowance::Origins;
use super::error::{ProbeError, ProbeProblem};
use super::path;
use super::plan::{Group, Target, has_policy};
use super::report::{NotProbed, Report};
use super::run;
use super::sample::Sample;
use crate::body::Body;
use crate::http_url;
use handler_cors_policy::surface::{Row, Surface};
use http::{Request, Response, Version};
use std::error::Error;
use tower_service::Service;
use url::Url;

/// Compares what a service responds with what a surface says, in the role of browsers.
///
/// The [module](super) says what it sends. It can be run several times.
///
/// ```
/// use handler_cors::testing::probe::Probe;
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// #[cors(origins = ["https://*.example.com"], credentials)]
/// static WEB: Policy;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let users = WEB.get(async || "ada").put(async || {});
/// let mut app: CorsRouter = CorsRouter::new().route("/users/{id}", users).fallback(WEB.any(async || "not found"));
///
/// let probe = Probe::new(&app.surface())
///     .at("https://api.example.org")
///     .path("id", "7")
///     .path("/*", "/no/such/page")
///     .get("/users/{id}");
/// let report = probe.run(&mut app).await?;
/// assert!(report.is_clean() && report.requests <= probe.at_most()?, "{report}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`run` sends the requests"]
pub struct Probe {
    surface: Surface,
    url: String,
    named: Vec<(String, String)>,
    gets: Vec<String>,
    origins: Vec<String>,
    versions: Vec<Version>,
    origins_per_row: usize,
}

impl Probe {
    /// Probes what `CorsRouter::surface` or `CorsRouter::resolved_surface` returns, or what was read from a file.
    ///
    /// Only the resolved surface has the origins that are named when the program starts.
    pub fn new(surface: &Surface) -> Probe {
        Probe {
            surface: surface.clone(),
            url: "https://server.invalid".to_owned(),
            named: Vec::new(),
            gets: Vec::new(),
            origins: Vec::new(),
            versions: vec![Version::HTTP_11],
            origins_per_row: usize::MAX,
        }
    }

    /// Where browsers reach the service: `https://api.example.com`, perhaps with a path before those of the surface. It is
    /// `https://server.invalid` otherwise.
    ///
    /// The service gets all requests, whatever the host: the `Host` header has it.
    pub fn at(mut self, url: &str) -> Probe {
        self.url = url.to_owned();
        self
    }

    /// Names the value of a parameter, as in `("id", "7")` for `/widgets/{id}`, or the path that is sent for a row, as in
    /// `("/assets/*", "/assets/a.css")`. The path of a row goes before parameters.
    pub fn path(mut self, name: &str, value: &str) -> Probe {
        self.named.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends GET and HEAD too, to the rows with this path, as in `/widgets/{id}`. They reach the handler, without credentials.
    pub fn get(mut self, path: &str) -> Probe {
        self.gets.push(path.to_owned());
        self
    }

    /// Names an origin that is allowed wherever the surface leaves that to the program: by a predicate, or by origins that are named when
    /// it starts. Where the surface tells whether an origin is allowed, this changes nothing.
    pub fn origin(mut self, origin: &str) -> Probe {
        self.origins.push(origin.to_owned());
        self
    }

    /// Sends each request over each of these versions, which must not differ. It is HTTP/1.1 alone otherwise, and without any.
    ///
    /// The service finds the version in the request.
    pub fn versions(mut self, versions: impl IntoIterator<Item = Version>) -> Probe {
        self.versions = versions.into_iter().collect();
        if self.versions.is_empty() {
            self.versions.push(Version::HTTP_11);
        }
        self
    }

    /// Probes only the first patterns of each row, so that long lists take fewer requests. The report says what was left out.
    pub fn origins_per_row(mut self, limit: usize) -> Probe {
        self.origins_per_row = limit;
        self
    }

    /// The most requests that [`run`](Self::run) sends.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn at_most(&self) -> Result<usize, ProbeError> {
        Ok(run::at_most(&self.groups(&mut Vec::new())?, self.versions.len()))
    }

    /// Sends the requests, one after the other.
    ///
    /// # Errors
    ///
    /// A [`ProbeError`] with all that is missing or wrong, before anything is sent. A request that fails ends the probe, and
    /// [`Report::stopped`] says why.
    pub async fn run<S, B>(&self, service: &mut S) -> Result<Report, ProbeError>
    where
        S: Service<Request<Body>, Response = Response<B>>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        B: http_body::Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let mut report = Report::default();
        let groups = self.groups(&mut report.not_probed)?;
        run::run(&groups, &self.versions, service, &mut report).await;
        Ok(report)
    }

    fn groups(&self, not_probed: &mut Vec<NotProbed>) -> Result<Vec<Group>, ProbeError> {
        let mut problems = Vec::new();
        let url = self.base().unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let mut groups = Vec::new();
        for row in &self.surface {
            let mut whats = Vec::new();
            match self.target(row, url.as_ref()) {
                Ok(Some(target)) => {
                    let own = own_origins(&target.url);
                    let sample = Sample::of(&target.origins, self.origins_per_row, &own, &self.origins);
                    groups.extend(target.groups(&sample, &mut whats));
                }
                Ok(None) => whats.push("it has no policy".to_owned()),
                Err(found) => problems.extend(found),
            }
            let row = |what| NotProbed { method: row.method.clone(), path: row.path.clone(), what };
            not_probed.extend(whats.into_iter().map(row));
        }
        problems.extend(self.unused());
        if problems.is_empty() && groups.is_empty() {
            problems.push(ProbeProblem::NothingToProbe);
        }
        // Several rows of one path lack the same.
        let mut distinct: Vec<ProbeProblem> = Vec::new();
        for problem in problems {
            if !distinct.contains(&problem) {
                distinct.push(problem);
            }
        }
        match ProbeError::of(distinct) {
            Some(error) => Err(error),
            None => Ok(groups),
        }
    }

    fn base(&self) -> Result<Option<Url>, ProbeProblem> {
        let is_base = |url: &Url| url.query().is_none() && url.fragment().is_none() && !http_url::has_credentials(url);
        match http_url::parse(&self.url).filter(is_base) {
            Some(url) => Ok(Some(url)),
            None => Err(ProbeProblem::InvalidUrl { url: self.url.clone() }),
        }
    }

    /// `None`: the row has no policy.
    fn target<'a>(&'a self, row: &'a Row, base: Option<&Url>) -> Result<Option<Target<'a>>, Vec<ProbeProblem>> {
        let invalid = |origin: &str| ProbeProblem::InvalidOrigin { row: row.path.clone(), origin: origin.to_owned() };
        let Some(origins) = Origins::of(&row.origins).map_err(|origin| vec![invalid(origin)])? else { return Ok(None) };
        let sent = path::sent(&row.path, &self.named)?;
        let around: Vec<&Row> = self.surface.rows().iter().filter(|row| path::matches(&row.path, &sent)).collect();
        // A plain router below a longer prefix may have a route for the path.
        let precedes = |other: &&&Row| other.path != row.path && path::may_precede(&other.path, &row.path);
        if let Some(other) = around.iter().find(precedes) {
            let (row, other) = (row.path.clone(), other.path.clone());
            return Err(vec![ProbeProblem::OtherRow { row, path: sent, other }]);
        }
        let Some(mut url) = base.cloned() else { return Ok(None) };
        url.set_path(&format!("{}{sent}", url.path().trim_end_matches('/')));
        let (gets, is_prefix) = (self.gets.contains(&row.path), path::is_prefix(&row.path));
        Ok(Some(Target { row, origins, url, gets, around, is_prefix }))
    }

    /// What the caller has named, and the surface does not have.
    fn unused(&self) -> Vec<ProbeProblem> {
        let under_policies = || self.surface.rows().iter().filter(|row| has_policy(row));
        let is_used =
            |name: &str| under_policies().any(|row| row.path == name || path::parameters(&row.path).contains(&name));
        let is_read = |path: &str| {
            under_policies().any(|row| row.path == path && matches!(row.method.as_str(), "GET" | "HEAD" | "*"))
        };
        let named = self.named.iter().filter(|(name, _)| !is_used(name));
        let named = named.map(|(name, _)| ProbeProblem::UnusedPath { name: name.clone() });
        let gets = self.gets.iter().filter(|path| !is_read(path));
        named.chain(gets.map(|path| ProbeProblem::NoSuchRow { path: path.clone() })).collect()
    }
}

/// The origins of the server itself. A request from one of them is not cross-origin, whatever its scheme: the server may not know it.
fn own_origins(url: &Url) -> Vec<String> {
    let authority = http_url::authority(url);
    vec![http_url::origin(url), format!("http://{authority}"), format!("https://{authority}")]
}
