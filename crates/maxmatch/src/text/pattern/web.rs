//! Addresses of the web, and of people.

use super::{can_end, parts, run};
use crate::text::unit;

/// `scheme://` and a host, or `www.` and a name, and all that follows of the characters of RFC 3986, which are ASCII. What
/// closes a sentence is no part of it: see [`trim`].
pub(super) fn url(text: &str) -> Option<usize> {
    let is_www = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let mut hosts = [scheme(text), is_www.then_some(4)].into_iter().flatten();
    hosts.find_map(|host| url_with_host(text, host))
}

fn url_with_host(text: &str, host: usize) -> Option<usize> {
    // file:///home
    let host = host + usize::from(text[host..].starts_with('/'));
    let has_host = text[host..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    has_host.then(|| trim(&text[..run(text, is_url)])).filter(|&end| end > host)
}

/// The length of a scheme with `://`.
fn scheme(text: &str) -> Option<usize> {
    const LONGEST: usize = 32;
    let near = unit::prefix(text, LONGEST);
    let length = parts(near, |byte| byte.is_ascii_alphanumeric(), b"+-.");
    let is_scheme = length > 1 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_scheme && text[length..].starts_with("://")).then_some(length + 3)
}

fn is_url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// The length without marks at the end that belong to the sentence, and without brackets that have no partner.
fn trim(url: &str) -> usize {
    let count = |byte: u8| url.bytes().filter(|&b| b == byte).count();
    let mut round = (count(b'('), count(b')'));
    let mut square = (count(b'['), count(b']'));
    let mut end = url.len();
    while let Some(last) = url[..end].bytes().next_back() {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b';' | b'*' | b'_' | b'~' | b'\'' => {}
            b'(' => round.0 -= 1,
            b'[' => square.0 -= 1,
            b')' if round.1 > round.0 => round.1 -= 1,
            b']' if square.1 > square.0 => square.1 -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

/// `local@domain`. The local part has up to 64 letters, digits and `_`, with one of `. - +` between two of them; the domain two labels or
/// more, the last of letters.
pub(super) fn email(text: &str) -> Option<usize> {
    const LOCAL: usize = 64;
    const DOMAIN: usize = 253;
    let at = parts(unit::prefix(text, LOCAL), is_word, b".-+");
    let domain = unit::prefix(text[at..].strip_prefix('@').filter(|_| at > 0)?, DOMAIN);
    let labels = run(domain, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    let mut domain = Some(&domain[..labels]);
    // The longest beginning of it that is a domain.
    while let Some(name) = domain {
        let end = at + 1 + name.len();
        if is_domain(name) && can_end(&text[end..]) {
            return Some(end);
        }
        domain = name.rfind(['.', '-']).map(|end| &name[..end]);
    }
    None
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    name.rsplit_once('.').is_some_and(|(_, top)| top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && name.split('.').all(is_label)
}
