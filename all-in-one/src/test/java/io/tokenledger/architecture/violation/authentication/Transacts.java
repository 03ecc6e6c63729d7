package io.tokenledger.architecture.violation.authentication;

import org.springframework.transaction.annotation.Transactional;

/** Violation: no proxy would begin this transaction. */
public class Transacts {
    @Transactional
    public void write() {
        // Nothing to write: the annotation is the violation.
    }
}
