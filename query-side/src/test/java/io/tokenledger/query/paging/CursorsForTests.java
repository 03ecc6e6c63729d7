package io.tokenledger.query.paging;

import io.tokenledger.testsupport.TestDatabase;

/** Cursors with the key of a test's database. */
public final class CursorsForTests {
    private CursorsForTests() {}

    public static Cursors of(TestDatabase database) {
        return new Cursors(database.jdbc());
    }
}
