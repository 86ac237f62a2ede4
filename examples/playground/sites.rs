//! The origins, and where they listen.

use axum::Router;
use std::io;
use tokio::net::TcpListener;

/// Patterns of origins tell hosts apart, and leave the port open: so `http://localhost:*` admits our app wherever it listens,
/// and not the stranger, whose host is another name of this machine. It admits the neighbour too, which only a predicate
/// tells from our app; and its requests carry our cookies, since ports make no other site.
pub(crate) struct Sites {
    pub(crate) api: Site,
    pub(crate) app: Site,
    pub(crate) stranger: Site,
    pub(crate) neighbour: Site,
}

impl Sites {
    const FIRST_PORT: &str = "3000";

    /// On four ports from this one on, or on any for `0`.
    pub(crate) async fn bind(first: Option<&str>) -> io::Result<Sites> {
        let first = first.unwrap_or(Self::FIRST_PORT);
        let wrong = || {
            let message =
                format!("`{first}` is no port with three more behind it\n\nhelp: give a number from 0 to 65532");
            io::Error::new(io::ErrorKind::InvalidInput, message)
        };
        let first_port: u16 = first.parse().map_err(|_| wrong())?;
        let port = |more: u16| if first_port == 0 { Some(0) } else { first_port.checked_add(more) };
        Ok(Sites {
            api: Site::bind("localhost", first_port).await?,
            app: Site::bind("localhost", port(1).ok_or_else(wrong)?).await?,
            stranger: Site::bind("127.0.0.1", port(2).ok_or_else(wrong)?).await?,
            neighbour: Site::bind("localhost", port(3).ok_or_else(wrong)?).await?,
        })
    }
}

pub(crate) struct Site {
    /// As a browser sends it.
    pub(crate) origin: String,
    listener: TcpListener,
    /// `localhost` leads browsers to either address. Where another program had this one, they would meet it.
    also: Option<TcpListener>,
}

impl Site {
    async fn bind(host: &str, port: u16) -> io::Result<Site> {
        let explain = |error: io::Error| {
            let message =
                format!("port {port} of {host}: {error}\n\nhelp: give the first of four free ports, or 0 for any");
            io::Error::new(error.kind(), message)
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(explain)?;
        let port = listener.local_addr()?.port();
        let also = match host {
            "localhost" => bind_v6(port).await.map_err(explain)?,
            _ => None,
        };
        Ok(Site { origin: format!("http://{host}:{port}"), listener, also })
    }

    /// Until it fails.
    pub(crate) async fn serve(self, router: Router) -> io::Result<()> {
        let v6 = async {
            match self.also {
                Some(also) => axum::serve(also, router.clone()).await,
                None => Ok(()),
            }
        };
        tokio::try_join!(axum::serve(self.listener, router.clone()), v6)?;
        Ok(())
    }
}

/// Where there is IPv6.
async fn bind_v6(port: u16) -> io::Result<Option<TcpListener>> {
    match TcpListener::bind(("::1", port)).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
        Err(_) => Ok(None),
    }
}
