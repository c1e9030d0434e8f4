//! A desk that runs, and calls to it by hand: what a browser would not send, too.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::run::filature;

/// The program serving a case; it ends with the test.
pub struct Served {
    child: Child,
    /// The port.
    pub port: u16,
    /// The key for programs.
    pub key: String,
    /// The address that opens it once.
    pub address: String,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The head, header by header, names in small letters.
    pub head: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }
}

impl Served {
    /// Serves a case on any free port.
    pub fn of(case: &str) -> Self {
        let mut command = filature(&["desk", case, "--port", "0", "--no-open", "--json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut document = String::new();
        while !document.trim_end().ends_with('}') {
            assert!(out.read_line(&mut document).unwrap() > 0, "the desk ended: {document}");
        }
        let said: Value = serde_json::from_str(&document).unwrap();
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        let port = u16::try_from(said["port"].as_u64().unwrap()).unwrap();
        Self { child, port, key: text("key"), address: text("address") }
    }

    /// Kills it, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends bytes and gives the answer.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A refusal can come before all is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        parse(&bytes)
    }

    /// A call with these headers; `Host` is ours unless given.
    pub fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.push_str(&format!("Host: 127.0.0.1:{}\r\n", self.port));
        }
        headers.iter().for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
        if !body.is_empty() || method == "POST" {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        self.raw(&[request.as_bytes(), body].concat())
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.key)
    }

    /// Reads with the key.
    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[("Authorization", &self.bearer())], b"")
    }

    /// Reads JSON with the key, and expects that there is an answer.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Sends JSON with the key.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let kind = ("Content-Type", "application/json");
        self.call("POST", path, &[("Authorization", &self.bearer()), kind], body.to_string().as_bytes())
    }

    /// Takes away with the key.
    pub fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, &[("Authorization", &self.bearer())], b"")
    }

    /// Drops a file with the key.
    pub fn drop_file(&self, path: &str, bytes: &[u8]) -> Answer {
        let kind = ("Content-Type", "application/octet-stream");
        self.call("POST", path, &[("Authorization", &self.bearer()), kind], bytes)
    }

    /// Waits for the job of an answer, and gives what it came to.
    pub fn wait(&self, begun: &Answer) -> Value {
        assert_eq!(begun.status, 202, "{}", begun.text());
        let path = format!("/api/v1/jobs/{}", begun.json()["job"].as_str().unwrap());
        loop {
            let job = self.json(&path);
            match job["state"].as_str().unwrap() {
                "done" | "failed" => return job,
                _ => std::thread::sleep(Duration::from_millis(30)),
            }
        }
    }

    /// Shows names.
    pub fn show_names(&self) {
        let given =
            self.post("/api/v1/purpose", &serde_json::json!({ "purpose": "hearing of Thursday", "by": "Officer A" }));
        assert_eq!(given.status, 200, "{}", given.text());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else { return Answer { status: 0, head: Vec::new(), body: bytes.to_vec() } };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let head: Vec<(String, String)> = lines.filter_map(header).collect();
    let chunked = head.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { unchunked(&bytes[end + 4..]) } else { bytes[end + 4..].to_vec() };
    Answer { status, head, body }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(String::from_utf8_lossy(&bytes[..end]).trim(), 16).unwrap_or(0);
        let from = end + 2;
        if size == 0 || bytes.len() < from + size {
            break;
        }
        body.extend_from_slice(&bytes[from..from + size]);
        bytes = &bytes[(from + size + 2).min(bytes.len())..];
    }
    body
}
