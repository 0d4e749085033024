//! Options, and what is refused.

use std::fs;

use crate::{ask, create, insert, open, refusal, table};
use maxmatch::{Dictionary, Mode, Segmenter, UserDictionary};

/// A dictionary file of words.
fn dictionary(words: &[&str]) -> Vec<u8> {
    let mut builder = Dictionary::builder();
    for word in words {
        builder.add(word, 1, None).unwrap();
    }
    builder.to_bytes().unwrap()
}

#[test]
fn refusals() {
    let connection = table("maxmatch");
    let error = |_| connection.query_row("SELECT maxmatch_error()", [], |row| row.get::<_, Option<String>>(0)).unwrap();
    assert_eq!(error(()), None);
    let folder = tempfile::tempdir().unwrap();
    let (damaged, user) = (folder.path().join("damaged.dict"), folder.path().join("user.txt"));
    let mut bytes = maxmatch_zh::bytes().to_vec();
    bytes[1 << 20] ^= 1;
    fs::write(&damaged, bytes).unwrap();
    fs::write(&user, "研究\n好 词 词 词 词\n").unwrap();
    let (damaged, user) = (damaged.to_str().unwrap(), user.to_str().unwrap());
    for (tokenize, expected) in [
        (
            "maxmatch dictionery 'x'",
            "unknown option \"dictionery\"; there are dictionary, user, fingerprint, ".to_owned(),
        ),
        ("maxmatch user", "option \"user\" has no value".to_owned()),
        ("maxmatch punctuation maybe", "option \"punctuation\" is on or off, not \"maybe\"".to_owned()),
        ("maxmatch dictionary '/no/such.dict'", "/no/such.dict: can't read the dictionary: ".to_owned()),
        ("maxmatch user '/no/such.txt'", "/no/such.txt: can't read the user dictionary: ".to_owned()),
        (&format!("maxmatch dictionary '{damaged}'"), format!("{damaged}: ")),
        (&format!("maxmatch dictionary '{user}'"), format!("{user}: ")),
        (&format!("maxmatch user '{damaged}'"), damaged.to_owned()),
        (
            "maxmatch fingerprint '00'",
            "the table was built with the analysis 00, and the embedded dictionary".to_owned(),
        ),
    ] {
        let message = refusal(&connection, tokenize);
        assert!(message.starts_with(&expected), "{tokenize}: {message}");
        connection.execute_batch("DROP TABLE IF EXISTS refused").ok();
    }
    // What goes well forgets it.
    connection.execute_batch(&create("fine", "maxmatch words off")).unwrap();
    connection.execute_batch("INSERT INTO fine VALUES ('甲')").unwrap();
    assert_eq!(error(()), None);
}

#[test]
fn functions_refuse() {
    let connection = table("maxmatch");
    for (call, expected) in [
        ("maxmatch_query()", "maxmatch_query has no text"),
        ("maxmatch_query('甲', 'or')", "a query is 'and' or 'phrase', not \"or\""),
        ("maxmatch_query('甲', NULL)", "an option or its value is NULL"),
        ("maxmatch_query('甲', 'and', 'user')", "option \"user\" has no value"),
        ("maxmatch_options('words')", "option \"words\" has no value"),
        ("maxmatch_options('words', x'FF')", "\"\u{FFFD}\" is not UTF-8"),
        ("maxmatch_info('dictionary', '/no/such.dict')", "/no/such.dict: can't read the dictionary: "),
        ("maxmatch_error(1)", "wrong number of arguments"),
    ] {
        let error = connection.query_row(&format!("SELECT {call}"), [], |_| Ok(())).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{call}: {error}");
    }
}

/// A table is refused with another dictionary than it was built with, by a message that says so, and has lost nothing.
#[test]
fn fingerprints() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (words, user) = (path("it's.dict"), path("my words.txt"));
    let (old, new) = (dictionary(&["研究", "生命"]), dictionary(&["研究生", "生命"]));
    let write = |dictionary: &[u8]| fs::write(&words, dictionary).unwrap();
    write(&old);
    fs::write(&user, "生命起源\n").unwrap();

    let (words_path, user_path) = (words.to_str().unwrap(), user.to_str().unwrap());
    let connection = open(&path("texts.db"));
    let arguments = format!("'dictionary', '{}', 'user', '{user_path}'", words_path.replace('\'', "''"));
    let options = ask(&connection, &format!("SELECT maxmatch_options({arguments}) WHERE ?1"), "1").unwrap();
    let layered = |dictionary: &[u8]| {
        let layer = UserDictionary::read("my", "生命起源\n".as_bytes()).unwrap();
        Segmenter::builder(&Dictionary::from_bytes(dictionary).unwrap())
            .mode(Mode::Index)
            .layer(&layer)
            .build()
            .unwrap()
            .fingerprint()
    };
    let quoted = words_path.replace('\'', "''");
    let fingerprint = layered(&old);
    assert_eq!(options, format!("maxmatch dictionary '{quoted}' user '{user_path}' fingerprint '{fingerprint}'"));
    let info = ask(&connection, &format!("SELECT maxmatch_info({arguments}) ->> 'fingerprint' WHERE ?1"), "1");
    assert_eq!(info.unwrap(), fingerprint.to_string());
    connection.execute_batch(&create("t", &options)).unwrap();
    insert(&connection, "研究生命起源");
    drop(connection);

    let sql = "SELECT text FROM t WHERE t MATCH ?1";
    write(&new);
    let connection = open(&path("texts.db"));
    let refused = connection.prepare(sql).and_then(|mut statement| statement.query_row(["研究"], |_| Ok(())));
    assert!(refused.is_err_and(|error| error != rusqlite::Error::QueryReturnedNoRows));
    let message = ask(&connection, "SELECT maxmatch_error() WHERE ?1", "1").unwrap();
    let expected = format!("the table was built with the analysis {fingerprint}, and {words_path} ");
    assert!(message.starts_with(&expected), "{message}");
    assert!(message.contains(&format!(" gives {}; restore the dictionaries ", layered(&new))), "{message}");
    drop(connection);

    write(&old);
    let connection = open(&path("texts.db"));
    assert_eq!(ask(&connection, sql, "研究").as_deref(), Some("研究生命起源"));
}

/// The last of several user dictionaries counts most, and queries can be made with the table's.
#[test]
fn user_dictionaries() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("a.txt", "!研究生\n"), ("b.txt", "生命起 99999\n")].map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let connection = table(&format!("maxmatch user '{}' user '{}' words on", files[0], files[1]));
    insert(&connection, "研究生命起源");
    connection.execute_batch("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)").unwrap();
    let has = |term| ask(&connection, "SELECT cast(count(*) AS TEXT) FROM v WHERE term = ?1", term).unwrap();
    assert_eq!(["研究", "研究生", "生命起"].map(has), ["1", "0", "1"]);
    let sql = format!("SELECT maxmatch_query(?1, 'and', 'user', '{}')", files[1]);
    for _ in 0..2 {
        assert_eq!(ask(&connection, &sql, "研究生命起").unwrap(), r#""研究" AND "生命起""#);
        let without = ask(&connection, "SELECT maxmatch_query(?1)", "研究生命起").unwrap();
        assert_eq!(without, r#""研究" AND "生命" AND "起""#);
    }
}

#[test]
fn info() {
    let connection = table("maxmatch");
    let field = |name: &str| ask(&connection, "SELECT cast(maxmatch_info() ->> ?1 AS TEXT)", name).unwrap();
    let words = maxmatch_zh::dictionary().info().words.to_string();
    assert_eq!(
        [field("version"), field("dictionary"), field("words")],
        [env!("CARGO_PKG_VERSION").to_owned(), "zh".to_owned(), words]
    );
    let segmenter = Segmenter::builder(&maxmatch_zh::dictionary()).mode(Mode::Query).build().unwrap();
    assert_eq!(field("fingerprint"), segmenter.fingerprint().to_string());
    let fingerprint = segmenter.fingerprint();
    let options = ask(&connection, "SELECT maxmatch_options() WHERE ?1", "1").unwrap();
    assert_eq!(options, format!("maxmatch fingerprint '{fingerprint}'"));
    connection.execute_batch(&create("kept", &options)).unwrap();
    connection.execute_batch("INSERT INTO kept VALUES ('甲')").unwrap();
}
