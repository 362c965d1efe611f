//! Whether the web addresses of sources still answer. The only place from which the program goes on the network, and
//! only when a person asks for it.
//!
//! An address is asked for its head (and for its page where a server does not know that), without reading the page, and
//! without cookies. Addresses on the computer itself or in the network around it are never asked: a map that comes from
//! someone else could make the program press buttons there.

use std::collections::BTreeMap;
use std::net::{IpAddr, ToSocketAddrs as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig};

use crate::model::{Document, SourceId};

/// How an address answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkState {
    /// It is there.
    Works,
    /// It is there, at another address for good (status 301 or 308 all the way).
    Moved(String),
    /// The server says that it is not there any more (404 or 410).
    Gone(u16),
    /// The server is there and gave no page: it may refuse programs, ask for a name, or be out of order.
    Refused(u16),
    /// No server answered within [`PATIENCE`].
    NoAnswer,
    /// It is no web address, or one on this computer or in the network around it: not asked.
    NotAsked,
}

/// What is known of the addresses that were asked.
pub type LinkStates = BTreeMap<Box<str>, LinkState>;

/// What is known of the addresses of a map, and how far asking is.
#[derive(Clone, Default, Debug)]
pub struct Report {
    /// How each address answered.
    pub states: LinkStates,
    /// How many are asked, while it goes on.
    pub running: Option<usize>,
}

/// How long one address may take, with all places that it sends on to.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// So many addresses at a time: most of the time is waiting.
const NUM_THREADS: usize = 8;
/// So often an address may send on.
const MOST_HOPS: usize = 8;

/// Which addresses may be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Only the web at large.
    Web,
    /// This computer too: for tests with a server of their own.
    Everywhere,
}

/// The addresses of all sources, each once, in reading order; with the first source that names it.
pub fn addresses(document: &Document) -> Vec<(SourceId, Box<str>)> {
    let mut known = std::collections::BTreeSet::new();
    let mut found = Vec::new();
    for id in document.sources.in_order() {
        let urls = document
            .sources
            .get(id)
            .map_or(&[][..], |source| source.urls.as_slice());
        for url in urls {
            if known.insert(url.clone()) {
                found.push((id, url.clone()));
            }
        }
    }
    found
}

/// Asks all these addresses, some at a time, and tells what came of each as it comes. Returns once all were asked, or soon
/// after `stop` was set; then some were not told of.
pub fn ask_all(urls: &[Box<str>], reach: Reach, stop: &AtomicBool, tell: impl Fn(&str, LinkState) + Send) {
    let next = AtomicUsize::new(0);
    let tell = Mutex::new(tell);
    let agent = agent();
    let work = || {
        while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let state = ask_with(&agent, url, reach);
            if let Ok(tell) = tell.lock() {
                tell(url, state);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..NUM_THREADS.min(urls.len()) {
            scope.spawn(work);
        }
    });
}

fn agent() -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let name = concat!("Argumentenkaart/", env!("CARGO_PKG_VERSION"), " (link check)");
    Agent::config_builder()
        .tls_config(tls)
        .user_agent(name)
        // Followed here, so that it is known whether an address moved for good.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .build()
        .new_agent()
}

fn ask_with(agent: &Agent, url: &str, reach: Reach) -> LinkState {
    let Ok(mut at) = url::Url::parse(url) else {
        return LinkState::NotAsked;
    };
    let (mut is_for_good, mut hops) = (true, 0);
    let until = Instant::now() + PATIENCE;
    loop {
        if !may_ask(&at, reach) {
            // Sent on to a place that is not asked: it is not there for everybody.
            return if hops == 0 {
                LinkState::NotAsked
            } else {
                LinkState::NoAnswer
            };
        }
        let Some(response) = answer(agent, &at, until) else {
            return LinkState::NoAnswer;
        };
        let status = response.status().as_u16();
        let target = response.headers().get(header::LOCATION);
        let target = target.and_then(|target| at.join(target.to_str().ok()?).ok());
        match (status, target) {
            (301 | 302 | 303 | 307 | 308, Some(target)) if hops < MOST_HOPS => {
                is_for_good &= matches!(status, 301 | 308);
                hops += 1;
                at = target;
            }
            (200..=299, _) if hops > 0 && is_for_good => return LinkState::Moved(at.to_string()),
            (200..=299, _) => return LinkState::Works,
            (404 | 410, _) => return LinkState::Gone(status),
            _ => return LinkState::Refused(status),
        }
    }
}

/// The head of a page; `None` if no server answers before that time.
fn answer(agent: &Agent, url: &url::Url, until: Instant) -> Option<Response<ureq::Body>> {
    let left = || {
        Some(
            until
                .saturating_duration_since(Instant::now())
                .max(Duration::from_millis(1)),
        )
    };
    let head = agent.head(url.as_str()).config().timeout_global(left()).build().call();
    match head {
        Ok(response) if response.status().is_success() || response.status().is_redirection() => Some(response),
        // Many servers answer a question for the head wrongly: only what they say of the page itself counts.
        head => match agent.get(url.as_str()).config().timeout_global(left()).build().call() {
            Ok(response) => Some(response),
            Err(error) => {
                log::info!("{url}: {error}");
                head.ok()
            }
        },
    }
}

fn may_ask(url: &url::Url, reach: Reach) -> bool {
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    if !is_web || reach == Reach::Everywhere {
        return is_web;
    }
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    // A name that is not known here may be known to a proxy; then that one asks.
    let Ok(found) = (host, url.port_or_known_default().unwrap_or(443)).to_socket_addrs() else {
        return host.parse::<IpAddr>().is_err();
    };
    found.into_iter().all(|address| is_of_the_web(address.ip()))
}

/// Whether an address lies on the web at large, not on this computer or in the network around it (RFC 6890).
fn is_of_the_web(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            let is_shared = a == 100 && (64..128).contains(&b);
            !(ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_broadcast()
                || ip.is_multicast()
                || a == 0
                || is_shared)
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_of_the_web(IpAddr::V4(ip)),
            None => {
                !(ip.is_loopback()
                    || ip.is_unspecified()
                    || ip.is_unique_local()
                    || ip.is_unicast_link_local()
                    || ip.is_multicast())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A server for so many requests, that answers each path as told; its address.
    fn server(answers: &'static [(&'static str, &'static str)], num_requests: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let serve = move || {
            for stream in listener.incoming().take(num_requests) {
                let mut stream = stream.unwrap();
                let mut request = [0; 2000];
                let length = stream.read(&mut request).unwrap();
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let asked = request.split(" HTTP").next().unwrap().to_owned();
                let answer = answers.iter().find(|(path, _)| *path == asked);
                let answer = answer.map_or("404 Not Found", |(_, answer)| answer);
                write!(
                    stream,
                    "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
                .unwrap();
            }
        };
        std::thread::Builder::new()
            .name("server".to_owned())
            .spawn(serve)
            .unwrap();
        format!("http://{address}")
    }

    fn ask(url: &str, reach: Reach) -> LinkState {
        ask_with(&agent(), url, reach)
    }

    #[test]
    fn an_address_works_has_moved_or_is_gone() {
        let base = server(
            &[
                ("HEAD /goed", "200 OK"),
                ("HEAD /kop-niet", "405 Method Not Allowed"),
                ("GET /kop-niet", "200 OK"),
                ("HEAD /oud", "301 Moved Permanently\r\nLocation: /goed"),
                ("HEAD /even", "302 Found\r\nLocation: /goed"),
                ("HEAD /rond", "302 Found\r\nLocation: /rond"),
                ("GET /rond", "302 Found\r\nLocation: /rond"),
                ("GET /dicht", "403 Forbidden"),
            ],
            40,
        );
        let state = |path: &str| ask(&format!("{base}{path}"), Reach::Everywhere);
        assert_eq!(state("/goed"), LinkState::Works);
        assert_eq!(state("/kop-niet"), LinkState::Works);
        assert_eq!(state("/oud"), LinkState::Moved(format!("{base}/goed")));
        assert_eq!(state("/even"), LinkState::Works);
        assert_eq!(state("/rond"), LinkState::Refused(302));
        assert_eq!(state("/weg"), LinkState::Gone(404));
        assert_eq!(state("/dicht"), LinkState::Refused(403));
    }

    #[test]
    fn nobody_there_is_no_answer() {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert_eq!(ask(&format!("http://{free}/"), Reach::Everywhere), LinkState::NoAnswer);
    }

    #[test]
    fn what_lies_inside_is_never_asked() {
        let inside = [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://192.168.1.1/reset",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://2130706433/",
            "file:///etc/passwd",
            "ftp://example.org/",
            "https://naam:geheim@example.org/",
            "geen adres",
        ];
        for url in inside {
            assert_eq!(ask(url, Reach::Web), LinkState::NotAsked, "{url}");
        }
    }

    #[test]
    fn all_are_asked_once_and_stopping_stops() {
        let base = server(&[("HEAD /een", "200 OK"), ("HEAD /twee", "200 OK")], 20);
        let urls: Vec<Box<str>> = ["/een", "/twee", "/drie"]
            .iter()
            .map(|path| format!("{base}{path}").into())
            .collect();
        let (told, stop) = (Mutex::new(BTreeMap::new()), AtomicBool::new(false));
        let tell = |url: &str, state| {
            told.lock().unwrap().insert(url.to_owned(), state);
        };
        ask_all(&urls, Reach::Everywhere, &stop, tell);
        assert_eq!(told.lock().unwrap().len(), 3);
        told.lock().unwrap().clear();
        stop.store(true, Ordering::Relaxed);
        ask_all(&urls, Reach::Everywhere, &stop, tell);
        assert!(told.lock().unwrap().is_empty());
    }
}
