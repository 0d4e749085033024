//! What the feature `rusqlite` adds.

use rusqlite::Connection;

#[test]
fn register() {
    let connection = Connection::open_in_memory().unwrap();
    maxmatch_sqlite::register(&connection).unwrap();
    // Once more changes nothing.
    maxmatch_sqlite::register(&connection).unwrap();
    connection.execute_batch("CREATE VIRTUAL TABLE t USING fts5(a, tokenize = 'maxmatch')").unwrap();
    connection.execute("INSERT INTO t VALUES ('他在研究生命起源')", []).unwrap();
    let sql = "SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH maxmatch_query(?1)";
    let found: String = connection.query_row(sql, ["生命"], |row| row.get(0)).unwrap();
    assert_eq!(found, "他在研究[生命]起源");
    // Each connection has its own.
    let other = Connection::open_in_memory().unwrap();
    assert!(other.prepare("SELECT maxmatch_error()").is_err());
}
