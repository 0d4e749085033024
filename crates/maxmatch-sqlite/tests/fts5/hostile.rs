//! Text that is no text, or too much of it.

use crate::{ask, create, insert, open, table};
use rusqlite::Connection;

fn count(connection: &Connection, query: &str) -> i64 {
    connection.query_row("SELECT count(*) FROM t WHERE t MATCH ?1", [query], |row| row.get(0)).unwrap()
}

#[test]
fn nothing_and_white_space() {
    let connection = table("maxmatch");
    for text in ["", " ", "\n\u{3000}\t", "\0"] {
        insert(&connection, text);
    }
    connection.execute_batch("INSERT INTO t VALUES (NULL), (x''), (12)").unwrap();
    assert_eq!(count(&connection, "12"), 1);
    assert_eq!(count(&connection, "\"\""), 0);
    assert_eq!(count(&connection, "\" \""), 0);
    connection.execute_batch("INSERT INTO t(t) VALUES ('integrity-check')").unwrap();
}

/// Text goes on behind a NUL.
#[test]
fn nul() {
    let connection = table("maxmatch");
    insert(&connection, "生命\0起源");
    assert_eq!(count(&connection, "起源"), 1);
    for form in ["and", "phrase"] {
        let sql = format!("SELECT cast(count(*) AS TEXT) FROM t WHERE t MATCH maxmatch_query(?1, '{form}')");
        assert_eq!(ask(&connection, &sql, "命\0起").as_deref(), Some("1"), "{form}");
        assert_eq!(ask(&connection, &sql, "命\0研").as_deref(), Some("0"), "{form}");
    }
}

/// Ill-formed bytes are units, so that what stands behind them is where it is.
#[test]
fn ill_formed() {
    let connection = table("maxmatch");
    // 研, a lone byte, the beginning of a character, 究, and half a character.
    connection.execute_batch("INSERT INTO t VALUES (cast(x'E7A094FFE7A0E7A9B6E7' AS TEXT))").unwrap();
    assert_eq!(count(&connection, "研"), 1);
    assert_eq!(count(&connection, "研究"), 0);
    assert_eq!(count(&connection, "NEAR(研 究, 2)"), 1);
    assert_eq!(count(&connection, "NEAR(研 究, 1)"), 0);
    for form in ["and", "phrase"] {
        for (piece, expected) in
            [("E7A094FFE7A0", 1), ("FF", 1), ("E7A0E7A9B6E7", 1), ("FFE7A9B6E7A094", i64::from(form == "and"))]
        {
            let sql =
                format!("SELECT count(*) FROM t WHERE t MATCH maxmatch_query(cast(x'{piece}' AS TEXT), '{form}')");
            let found: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(found, expected, "{form} {piece}");
        }
    }
    let marked = "SELECT hex(highlight(t, 0, '[', ']')) FROM t WHERE t MATCH ?1";
    assert_eq!(ask(&connection, marked, "究").as_deref(), Some("E7A094FFE7A05BE7A9B65DE7"));
    connection.execute_batch("INSERT INTO t(t) VALUES ('integrity-check')").unwrap();
}

/// Tens of megabytes: of text, of one unit, and of ill-formed bytes.
#[test]
fn large_documents() {
    let connection = table("maxmatch");
    let text = "他在研究生命起源，".repeat(1 << 20) + "清华大学";
    assert!(text.len() > 25 << 20);
    insert(&connection, &text);
    assert_eq!(count(&connection, "\"源，清华大学\""), 1);
    assert_eq!(count(&connection, "\"源清华大学\""), 0);
    insert(&connection, &("a".repeat(20 << 20) + " 末尾"));
    assert_eq!(count(&connection, "\"末尾\""), 1);
    // FTS5 keeps the first 32 KiB of a term.
    assert_eq!(count(&connection, &"a".repeat(1 << 16)), 1);
    connection.execute("INSERT INTO t VALUES (cast(?1 AS TEXT))", [vec![0xFF_u8; 4 << 20]]).unwrap();
    assert_eq!(count(&connection, "\"\u{FFFD}\""), 1);
}

#[test]
fn long_queries() {
    let connection = table("maxmatch");
    let text: String = (0..3000).map(|i| char::from_u32(0x4E00 + i).unwrap()).collect();
    insert(&connection, &text);
    for form in ["and", "phrase"] {
        let sql = format!("SELECT cast(count(*) AS TEXT) FROM t WHERE t MATCH maxmatch_query(?1, '{form}')");
        assert_eq!(ask(&connection, &sql, &text[..900]).as_deref(), Some("1"), "{form}");
        assert_eq!(ask(&connection, &sql, &text).as_deref(), Some("1"), "{form}");
    }
}

/// A database that keeps its text as UTF-16 gives it as UTF-8.
#[test]
fn utf_16() {
    let connection = open(":memory:".as_ref());
    connection.execute_batch("PRAGMA encoding = 'UTF-16'").unwrap();
    connection.execute_batch(&create("t", "maxmatch")).unwrap();
    let encoding: String = connection.query_row("PRAGMA encoding", [], |row| row.get(0)).unwrap();
    assert!(encoding.starts_with("UTF-16"), "{encoding}");
    insert(&connection, "𠮷野家在研究生命");
    let sql = "SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH maxmatch_query(?1)";
    assert_eq!(ask(&connection, sql, "研究").as_deref(), Some("𠮷野家在[研究]生命"));
}
