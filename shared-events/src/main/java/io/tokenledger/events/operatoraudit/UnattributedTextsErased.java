package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The key of a calendar month was destroyed. It encrypted the personal texts of that month about no known account. They
 * read as {@value io.tokenledger.events.PersonalText#ERASED} from then on, also in earlier events.
 *
 * @param month calendar month in UTC, as {@code 2026-11}. The keys of all earlier months were destroyed before
 */
@StoredAs("ledger.unattributed_texts_erased")
public record UnattributedTextsErased(@Plain String month) implements OperatorAuditEvent {
    /** The end of the month: the texts recorded before this instant no longer exist. */
    public Instant before() {
        return YearMonth.parse(month)
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
