//! The ASCII form of labels in other scripts (RFC 3492).

use crate::slice::{decode, equal, find_last};
use crate::text::Text;

/// Appends the label as browsers send it. `false` if that needs the mapping tables of Unicode, which are not here, or
/// if the label mixes letters of two scripts, which is probably a mistake or a trap.
#[inline]
pub(super) const fn push_label(label: &str, text: &mut Text) -> bool {
    if label.is_ascii() {
        text.push_lower(label);
        return true;
    }
    let mut characters = ['\0'; 64];
    let (mut at, mut length) = (0, 0);
    let (mut has_latin, mut has_similar) = (false, false);
    while at < label.len() {
        let (character, width) = decode(label, at);
        if length == characters.len() || !(character.is_ascii() || is_mapped_to_itself(character)) {
            return false;
        }
        has_latin |= character.is_ascii_alphabetic();
        has_similar |= is_like_latin(character);
        characters[length] = character.to_ascii_lowercase();
        length += 1;
        at += width;
    }
    if has_latin && has_similar {
        return false;
    }
    text.push("xn--");
    encode(&characters, length, text);
    true
}

/// Letters that every browser encodes as they are: lower case, composed, written from left to right.
#[inline]
const fn is_mapped_to_itself(character: char) -> bool {
    matches!(
        character,
        'à'..='ö' | 'ø'..='ÿ' // Latin-1 with `ß` below
            | 'ß'
            | 'ā' | 'ă' | 'ą' | 'ć' | 'č' | 'ď' | 'đ' | 'ē' | 'ė' | 'ę' | 'ě' | 'ğ' | 'ģ' | 'ī' | 'į' | 'ı' | 'ķ'
            | 'ļ' | 'ľ' | 'ł' | 'ń' | 'ņ' | 'ň' | 'ō' | 'ő' | 'œ' | 'ŕ' | 'ř' | 'ś' | 'ş' | 'š' | 'ţ' | 'ť' | 'ū'
            | 'ů' | 'ű' | 'ų' | 'ź' | 'ż' | 'ž' | 'ș' | 'ț'
            | 'ά'..='ώ' // Greek
            | 'а'..='џ' // Cyrillic
            | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' // Kana
            | '一'..='\u{9fff}'
            | '가'..='힣'
    )
}

/// Greek and Cyrillic letters, many of which look like Latin ones.
#[inline]
pub(crate) const fn is_like_latin(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{52f}')
}

/// Whether a label without its `xn--` is what browsers make of a label with other characters than those of ASCII. Which of them a
/// host can contain is in tables that are not here, except that it contains no control characters.
#[inline]
pub(super) const fn is_encoded(label: &str) -> bool {
    let (characters, length) = match decoded(label) {
        Some(decoded) => decoded,
        None => return false,
    };
    let (mut at, mut others) = (0, 0);
    while at < length {
        if characters[at] >= '\u{80}' && characters[at] < '\u{a0}' {
            return false;
        }
        others += !characters[at].is_ascii() as usize;
        at += 1;
    }
    let mut again = Text::new();
    encode(&characters, length, &mut again);
    others > 0 && equal(again.as_str(), label)
}

/// RFC 3492 section 6.2.
#[inline]
const fn decoded(label: &str) -> Option<([char; 64], usize)> {
    let bytes = label.as_bytes();
    let mut characters = ['\0'; 64];
    let (mut length, mut at) = (0, 0);
    if let Some(delimiter) = find_last(label, b'-') {
        if delimiter > characters.len() {
            return None;
        }
        while length < delimiter {
            characters[length] = bytes[length] as char;
            length += 1;
        }
        at = delimiter + 1;
    }
    let (mut code, mut index, mut bias) = (128, 0, 72);
    let mut is_first = true;
    while at < bytes.len() {
        let (delta, end) = match number(bytes, at, bias) {
            Some(number) => number,
            None => return None,
        };
        let count = length as u32 + 1;
        bias = adapt(delta, count, is_first);
        index += delta;
        code += index / count;
        index %= count;
        match char::from_u32(code) {
            Some(character) if length < characters.len() => insert(&mut characters, length, index as usize, character),
            _ => return None,
        }
        length += 1;
        index += 1;
        at = end;
        is_first = false;
    }
    Some((characters, length))
}

/// A number in digits of varying base, and the index after it. `None` if it is larger than all code points of a label are apart.
#[inline]
const fn number(bytes: &[u8], start: usize, bias: u32) -> Option<(u32, usize)> {
    let (mut value, mut weight, mut k, mut at) = (0_u64, 1_u64, 36, start);
    while at < bytes.len() {
        let digit = match bytes[at] {
            letter @ b'a'..=b'z' => letter - b'a',
            figure @ b'0'..=b'9' => figure - b'0' + 26,
            _ => return None,
        } as u64;
        at += 1;
        value += digit * weight;
        if value > 64 * char::MAX as u64 {
            return None;
        }
        let threshold = threshold(k, bias);
        if digit < threshold as u64 {
            return Some((value as u32, at));
        }
        weight *= 36 - threshold as u64;
        k += 36;
    }
    None
}

#[inline]
const fn insert(characters: &mut [char; 64], length: usize, index: usize, character: char) {
    let mut at = length;
    while at > index {
        characters[at] = characters[at - 1];
        at -= 1;
    }
    characters[index] = character;
}

/// RFC 3492 section 6.3.
#[inline]
const fn encode(characters: &[char; 64], length: usize, text: &mut Text) {
    let basic = push_basic(characters, length, text);
    let (mut code, mut delta, mut bias, mut handled) = (128, 0, 72, basic);
    while handled < length {
        let next = smallest_from(characters, length, code);
        delta += (next - code) * (handled as u32 + 1);
        code = next;
        let mut at = 0;
        while at < length {
            let character = characters[at] as u32;
            delta += (character < code) as u32;
            if character == code {
                push_delta(delta, bias, text);
                bias = adapt(delta, handled as u32 + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
            at += 1;
        }
        delta += 1;
        code += 1;
    }
}

/// Appends the ASCII characters and their delimiter; returns how many there are.
#[inline]
const fn push_basic(characters: &[char; 64], length: usize, text: &mut Text) -> usize {
    let (mut at, mut basic) = (0, 0);
    while at < length {
        if characters[at].is_ascii() {
            text.push_char(characters[at]);
            basic += 1;
        }
        at += 1;
    }
    if basic > 0 {
        text.push("-");
    }
    basic
}

/// The smallest code point that is not below `code`.
#[inline]
const fn smallest_from(characters: &[char; 64], length: usize, code: u32) -> u32 {
    let (mut at, mut smallest) = (0, u32::MAX);
    while at < length {
        let character = characters[at] as u32;
        if character >= code && character < smallest {
            smallest = character;
        }
        at += 1;
    }
    smallest
}

/// Appends a number in digits of varying base.
#[inline]
const fn push_delta(delta: u32, bias: u32, text: &mut Text) {
    let (mut rest, mut k) = (delta, 36);
    loop {
        let threshold = threshold(k, bias);
        if rest < threshold {
            return push_digit(rest, text);
        }
        push_digit(threshold + (rest - threshold) % (36 - threshold), text);
        rest = (rest - threshold) / (36 - threshold);
        k += 36;
    }
}

#[inline]
const fn threshold(k: u32, bias: u32) -> u32 {
    match k {
        _ if k <= bias => 1,
        _ if k >= bias + 26 => 26,
        _ => k - bias,
    }
}

#[inline]
const fn push_digit(digit: u32, text: &mut Text) {
    let letters = b"abcdefghijklmnopqrstuvwxyz0123456789";
    text.push_char(letters[digit as usize] as char);
}

/// RFC 3492 section 6.1.
#[inline]
const fn adapt(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}
