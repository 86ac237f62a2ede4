//! The origins and their listeners.

use axum::Router;
use std::io;
use tokio::net::TcpListener;

/// The pattern `http://localhost:*` allows our app on any port, and not the cross-site page, which is on `127.0.0.1`. It also
/// allows the same-site page, which only a predicate can tell from our app. Requests of that page carry our cookies, because
/// a site does not include the port.
pub(crate) struct Sites {
    pub(crate) api: Site,
    pub(crate) app: Site,
    pub(crate) cross_site: Site,
    pub(crate) same_site: Site,
}

impl Sites {
    const FIRST_PORT: &str = "3000";

    /// Binds four consecutive ports, the first of which is given; `0` binds any free ports.
    pub(crate) async fn bind(first: Option<&str>) -> io::Result<Sites> {
        let first = first.unwrap_or(Self::FIRST_PORT);
        let wrong = || {
            let message =
                format!("`{first}` is not a port with three more after it\n\nhelp: pass a number from 0 to 65532");
            io::Error::new(io::ErrorKind::InvalidInput, message)
        };
        let first_port: u16 = first.parse().map_err(|_| wrong())?;
        let port = |more: u16| if first_port == 0 { Some(0) } else { first_port.checked_add(more) };
        Ok(Sites {
            api: Site::bind("localhost", first_port).await?,
            app: Site::bind("localhost", port(1).ok_or_else(wrong)?).await?,
            cross_site: Site::bind("127.0.0.1", port(2).ok_or_else(wrong)?).await?,
            same_site: Site::bind("localhost", port(3).ok_or_else(wrong)?).await?,
        })
    }
}

pub(crate) struct Site {
    /// The origin, as browsers send it.
    pub(crate) origin: String,
    listener: TcpListener,
    /// Browsers resolve `localhost` to both addresses, so both must be ours.
    v6: Option<TcpListener>,
}

impl Site {
    async fn bind(host: &str, port: u16) -> io::Result<Site> {
        let explain = |error: io::Error| {
            let message =
                format!("port {port} of {host}: {error}\n\nhelp: pass the first of four free ports, or 0 for any");
            io::Error::new(error.kind(), message)
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(explain)?;
        let port = listener.local_addr()?.port();
        let v6 = match host {
            "localhost" => bind_v6(port).await.map_err(explain)?,
            _ => None,
        };
        Ok(Site { origin: format!("http://{host}:{port}"), listener, v6 })
    }

    /// Serves until an error.
    pub(crate) async fn serve(self, router: Router) -> io::Result<()> {
        let v6 = async {
            match self.v6 {
                Some(listener) => axum::serve(listener, router.clone()).await,
                None => Ok(()),
            }
        };
        tokio::try_join!(axum::serve(self.listener, router.clone()), v6)?;
        Ok(())
    }
}

/// Binds the IPv6 address, if the machine has one.
async fn bind_v6(port: u16) -> io::Result<Option<TcpListener>> {
    match TcpListener::bind(("::1", port)).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
        Err(_) => Ok(None),
    }
}
