//! What is compared.

/// The CORS implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contender {
    /// axum without CORS.
    Bare,
    HandlerCors,
    TowerHttp,
    ByHand,
}

impl Contender {
    pub const ALL: [Contender; 4] = [Contender::Bare, Contender::HandlerCors, Contender::TowerHttp, Contender::ByHand];

    pub fn name(self) -> &'static str {
        match self {
            Contender::Bare => "bare axum",
            Contender::HandlerCors => "handler-cors",
            Contender::TowerHttp => "tower-http",
            Contender::ByHand => "by hand",
        }
    }
}
