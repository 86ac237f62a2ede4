//! IPv6 addresses, as the URL standard reads and writes them (RFC 5952 without dotted quads).

use crate::text::Text;

/// Parses the address between brackets (URL standard, "IPv6 parser").
pub(crate) const fn parse(address: &str) -> Option<[u16; 8]> {
    let bytes = address.as_bytes();
    let mut reader = Reader { bytes, at: 0, pieces: [0; 8], count: 0, gap: None };
    match bytes {
        [b':', b':', ..] => reader.at = 1,
        [b':', ..] => return None,
        _ => {}
    }
    while reader.at < bytes.len() {
        if !reader.read() {
            return None;
        }
    }
    reader.finish()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    pieces: [u16; 8],
    count: usize,
    /// The number of pieces before `::`.
    gap: Option<usize>,
}

impl Reader<'_> {
    const fn peek(&self) -> Option<u8> {
        if self.at < self.bytes.len() { Some(self.bytes[self.at]) } else { None }
    }

    /// Reads a piece and the colon after it, or the second colon of `::`, or a dotted quad.
    const fn read(&mut self) -> bool {
        if let Some(b':') = self.peek() {
            self.at += 1;
            return self.gap.replace(self.count).is_none();
        }
        if self.count > 7 {
            return false;
        }
        let start = self.at;
        let piece = self.piece();
        match self.peek() {
            Some(b'.') => {
                self.at = start;
                return self.dotted_quad();
            }
            Some(b':') if self.at + 1 < self.bytes.len() => self.at += 1,
            Some(_) => return false,
            None => {}
        }
        self.pieces[self.count] = piece;
        self.count += 1;
        true
    }

    /// Reads up to four hexadecimal digits. Without any, the caller fails at what follows.
    const fn piece(&mut self) -> u16 {
        let (start, mut value) = (self.at, 0_u16);
        while let Some(byte) = self.peek() {
            match (byte as char).to_digit(16) {
                Some(digit) if self.at - start < 4 => value = value << 4 | digit as u16,
                _ => break,
            }
            self.at += 1;
        }
        value
    }

    /// Reads four decimal numbers at the end.
    const fn dotted_quad(&mut self) -> bool {
        let mut seen = 0;
        while seen < 4 {
            if self.count > 7 || (seen > 0 && !self.skip(b'.')) {
                return false;
            }
            let number = match self.decimal() {
                Some(number) => number,
                None => return false,
            };
            self.pieces[self.count] = self.pieces[self.count] << 8 | number;
            self.count += seen % 2;
            seen += 1;
        }
        self.at == self.bytes.len()
    }

    const fn skip(&mut self, byte: u8) -> bool {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                true
            }
            _ => false,
        }
    }

    /// Reads a number from 0 to 255, without leading zeros.
    const fn decimal(&mut self) -> Option<u16> {
        let (start, mut value) = (self.at, 0_u16);
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            if self.at > start && value == 0 {
                return None;
            }
            value = value * 10 + (byte - b'0') as u16;
            if value > 255 {
                return None;
            }
            self.at += 1;
        }
        if self.at > start { Some(value) } else { None }
    }

    const fn finish(self) -> Option<[u16; 8]> {
        let gap = match self.gap {
            Some(gap) if self.count < 8 => gap,
            None if self.count == 8 => return Some(self.pieces),
            _ => return None,
        };
        let mut pieces = [0; 8];
        let mut at = 0;
        while at < self.count {
            let to = if at < gap { at } else { at + 8 - self.count };
            pieces[to] = self.pieces[at];
            at += 1;
        }
        Some(pieces)
    }
}

/// Writes lower case without leading zeros, and the first of the longest runs of two or more zero pieces as `::` (URL
/// standard, "IPv6 serializer").
pub(crate) const fn write(address: [u16; 8], text: &mut Text) {
    let (gap, length) = longest_zeros(&address);
    let mut at = 0;
    while at < 8 {
        if at == gap {
            text.push("::");
            at += length;
            continue;
        }
        if at > 0 && at != gap + length {
            text.push(":");
        }
        text.push_in_base(address[at] as u64, 16, 1);
        at += 1;
    }
}

/// Start and length of the run; 8 and 0 if there is none.
const fn longest_zeros(address: &[u16; 8]) -> (usize, usize) {
    let (mut start, mut length) = (8, 0);
    let mut at = 0;
    while at < 8 {
        let run = zeros(address, at);
        if run > 1 && run > length {
            (start, length) = (at, run);
        }
        at += run + 1;
    }
    (start, length)
}

const fn zeros(address: &[u16; 8], from: usize) -> usize {
    let mut at = from;
    while at < 8 && address[at] == 0 {
        at += 1;
    }
    at - from
}
