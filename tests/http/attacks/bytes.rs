//! Control characters, bytes above 0x7f, and several origins at once, in one line and in many.

use super::{ALLOWED, DENIED, Target};
use crate::client::{TestRequest, canonical};
use crate::http1;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bytes that are valid in a header.
fn header_bytes() -> impl Iterator<Item = u8> {
    (0..=255).filter(|byte| *byte == b'\t' || !byte.is_ascii_control())
}

fn inserted(origin: &str, at: usize, byte: u8) -> Vec<u8> {
    [&origin.as_bytes()[..at], &[byte], &origin.as_bytes()[at..]].concat()
}

#[tokio::test]
async fn tabs_and_bytes_outside_ascii_are_part_of_the_origin() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        for byte in [b'\t', b' ', 0x80, 0xa0, 0xad, 0xc3, 0xff] {
            // White space around the value is not part of it.
            let inside = if byte.is_ascii_whitespace() { 1..origin.len() } else { 0..origin.len() + 1 };
            target.rejects(inside.step_by(3).map(|at| inserted(origin, at, byte))).await;
        }
    }
}

/// The list has this exact origin only.
#[tokio::test]
async fn one_byte_more_anywhere_is_another_origin() {
    let target = Target::new().await;
    let origin = "https://app.example.com";
    for at in 0..=origin.len() {
        for byte in header_bytes() {
            let origin = inserted(origin, at, byte);
            let preflight =
                TestRequest::new("OPTIONS /listed\nAccess-Control-Request-Method: POST").header("origin", &origin);
            let response = target.app.request_in_process(preflight).await;
            assert_eq!(response.text(), canonical(DENIED), "{}", origin.escape_ascii());
        }
    }
}

#[tokio::test]
async fn one_byte_less_anywhere_is_another_origin() {
    let mut target = Target::new().await;
    let exact =
        ["https://app.example.com", "https://my_app.example.com:8443", "https://192.0.2.10", "capacitor://localhost"];
    for origin in exact {
        target.rejects((0..origin.len()).map(|at| [&origin[..at], &origin[at + 1..]].concat())).await;
    }
}

/// Characters that end a header line, or a string in C. The server never passes them on.
const FORBIDDEN: [&str; 6] = ["\0", "\r", "\n", "\r\n", "\x01", "\x7f"];

#[tokio::test]
async fn a_line_cannot_end_within_an_origin() {
    let target = Target::new().await;
    for forbidden in FORBIDDEN {
        for origin in [
            format!("https://app.example.com{forbidden}.evil.example"),
            format!("https://evil.example{forbidden}.partner.example"),
            format!("{forbidden}https://evil.example"),
        ] {
            let request = format!("POST /listed HTTP/1.1\r\nHost: a\r\nOrigin: {origin}\r\n\r\n");
            let response = http1::send(target.app.address, request.as_bytes()).await;
            // An origin that ends here is valid, and the next line can be a header.
            let is_empty = origin == "\nhttps://evil.example" || origin == "\r\nhttps://evil.example";
            assert_eq!(response.status, if is_empty { 403 } else { 400 }, "{origin:?}");
            assert_eq!(response.header("access-control-allow-origin"), None, "{origin:?}");
        }
    }
}

/// Headers of HTTP/2 could contain line ends, which a server must reject (RFC 9113, §8.2.1).
#[tokio::test]
async fn a_line_cannot_end_within_an_origin_over_http2() {
    let target = Target::new().await;
    let allowed = first_frame(&target, "https://app.example.com").await;
    assert_eq!(allowed, HEADERS);
    for forbidden in FORBIDDEN {
        for origin in [
            format!("https://app.example.com{forbidden}"),
            format!("{forbidden}https://app.example.com"),
            format!("https://evil.example{forbidden}.partner.example"),
        ] {
            let frame = first_frame(&target, &origin).await;
            assert!(matches!(frame, RST_STREAM | GOAWAY), "{origin:?}: a frame of type {frame}");
        }
    }
}

// RFC 9113, §6.
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const GOAWAY: u8 = 7;

/// The type of the first frame of the response to a GET with this origin. It is written byte by byte, because clients reject it.
async fn first_frame(target: &Target, origin: &str) -> u8 {
    // Indexed `:method: GET`, `:scheme: http` and `:path: /`, then literals without indexing (RFC 7541, §6).
    let mut block = vec![0x82, 0x86, 0x84];
    for (name, value) in [(":authority", "api.example.com"), ("origin", origin)] {
        for text in [name, value] {
            if text == name {
                block.push(0);
            }
            block.push(u8::try_from(text.len()).unwrap());
            block.extend(text.as_bytes());
        }
    }
    let frame = |kind, flags, stream, payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [&length[1..], &[kind, flags, 0, 0, 0, stream], payload].concat()
    };
    let (settings, end_of_stream_and_headers) = (frame(4, 0, 0, b""), 0x5);
    let request = frame(HEADERS, end_of_stream_and_headers, 1, &block);
    let mut stream = TcpStream::connect(target.app.address).await.unwrap();
    stream.write_all(&[b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &settings, &request].concat()).await.unwrap();
    loop {
        let mut head = [0; 9];
        http1::soon(stream.read_exact(&mut head)).await.unwrap();
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        http1::soon(stream.read_exact(&mut payload)).await.unwrap();
        if matches!(head[3], HEADERS | RST_STREAM | GOAWAY) {
            return head[3];
        }
    }
}

#[tokio::test]
async fn a_list_of_origins_is_not_an_origin() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        for separator in [",", ", ", " ", "\t", ";", "; ", "|", " , ", "%20", "%2c", "\u{a0}"] {
            target
                .rejects([
                    format!("{origin}{separator}https://evil.example"),
                    format!("https://evil.example{separator}{origin}"),
                    format!("{origin}{separator}{origin}"),
                    format!("{origin}{separator}null"),
                    format!("null{separator}{origin}"),
                    format!("{origin}{separator}*"),
                ])
                .await;
        }
        target
            .rejects([format!("{origin},"), format!(",{origin}"), format!("\"{origin}\""), format!("<{origin}>")])
            .await;
    }
}

#[tokio::test]
async fn several_origin_headers_are_not_allowed() {
    let mut target = Target::new().await;
    let lines = ["https://app.example.com", "https://a.partner.example", "https://evil.example", "null", ""];
    for first in lines {
        for second in lines {
            let both = |text| TestRequest::new(text).header("Origin", first).header("oRIGIN", second);
            let lower = |text| TestRequest::new(text).header("origin", first).header("origin", second);
            let rows = [
                ("GET /listed", "200\nVary: Origin\n\nlisted"),
                ("POST /listed", "403\nVary: Origin"),
                ("OPTIONS /listed\nAccess-Control-Request-Method: POST", DENIED),
                ("GET /sandbox", "200\nVary: Origin\n\nsandbox"),
                ("GET /public", "200\nAccess-Control-Allow-Origin: *\n\npublic"),
            ];
            for (request, expected) in rows {
                target.assert(&lower(request), expected).await;
                target.http1.request(&both(request)).await.assert(expected);
            }
        }
    }
}
