//! The ASCII form of labels in other scripts (RFC 3492).

use crate::slice::decode;
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
        let threshold = match k {
            _ if k <= bias => 1,
            _ if k >= bias + 26 => 26,
            _ => k - bias,
        };
        if rest < threshold {
            return push_digit(rest, text);
        }
        push_digit(threshold + (rest - threshold) % (36 - threshold), text);
        rest = (rest - threshold) / (36 - threshold);
        k += 36;
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
