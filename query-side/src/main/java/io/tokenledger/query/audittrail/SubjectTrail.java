package io.tokenledger.query.audittrail;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.query.audittrail.format.AuditFormat;
import io.tokenledger.query.sql.AuditActions;
import io.tokenledger.query.sql.SqlConditions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The entries about a leaked or suspected subject, for a reader of the whole instance. */
@Component
public class SubjectTrail {
    /** Actions by which an account reads what the ledger knows. */
    private static final String READS =
            "r.action IN ('ledger.audit_read', 'ledger.exported', 'ledger.exposure_reported',"
                    + " 'ledger.case_handed_over')";

    private final AuditTrailRepository trail;
    private final AuditExport export;
    private final Map<String, AuditFormat> formats;

    SubjectTrail(AuditTrailRepository trail, AuditExport export, List<AuditFormat> formats) {
        this.trail = trail;
        this.export = export;
        this.formats = formats.stream().collect(Collectors.toMap(AuditFormat::name, Function.identity()));
    }

    /**
     * Entries of the trail.
     *
     * @param conditions conditions on {@code r}
     * @param after position after which they begin
     * @param until position of the last one
     */
    public record Entries(SqlConditions conditions, long after, long until) {}

    /**
     * The entries about a subject: about the key and its family, about and by the account, from the network, or about and
     * with the API token.
     *
     * @param kind token, owner, ip or api_token
     * @param value id, network or {@code jti}
     */
    public Entries about(String kind, String value, long after, long until) {
        return new Entries(conditions(kind, value), after, until);
    }

    /** The reads after a position that name the case or its subject. */
    public Entries reads(UUID caseId, String value, long after, long until) {
        SqlConditions reads = new SqlConditions();
        reads.and(
                READS + " AND (strpos(r.data::text, ?) > 0 OR strpos(r.data::text, ?) > 0)", caseId.toString(), value);
        return new Entries(reads, after, until);
    }

    /** The uses of the subject after a position. */
    public LaterUses usesAfter(String kind, String value, long position) {
        return trail.laterUses(conditions(kind, value), position);
    }

    /**
     * Writes entries in one of the formats of exports, oldest first. Names are those at the time of each entry, so the
     * bytes are the same each time.
     *
     * @param most maximum number of entries
     * @return number of entries
     * @throws ProblemException if there are more
     */
    public int write(Entries entries, String format, int most, OutputStream out) throws IOException {
        long written = writeFirst(entries, format, most, out);
        if (written > most) {
            throw ProblemCode.BAD_VALUE.because(
                    "There are more than %d entries about the subject. Open a case with a shorter window, or use"
                            + " GET /ledger/audit/export, which has no limit.",
                    most);
        }
        return (int) written;
    }

    /**
     * Writes the first entries, as {@link #write}, and leaves out the rest.
     *
     * @param most number of entries after which the page that is being written is the last
     * @return number of entries; more than {@code most} if there may be further ones
     */
    public long writeFirst(Entries entries, String format, int most, OutputStream out) throws IOException {
        AuditFormat chosen = Objects.requireNonNull(formats.get(format));
        AuditQuery query = new AuditQuery(
                List.of(AuditSources.all(true)),
                new AuditRange(entries.conditions, true, entries.after + 1, entries.until),
                new SqlConditions(),
                null,
                true);
        return export.write(query, chosen, entries.after, entries.until, most, out);
    }

    private SqlConditions conditions(String kind, String value) {
        SqlConditions about = new SqlConditions();
        switch (kind) {
            case "token" -> {
                UUID[] family = trail.familyOf(UUID.fromString(value)).toArray(UUID[]::new);
                about.and(
                        "(r.token_id = ANY (?) OR (r.actor_key_id = ANY (?) AND " + AuditActions.NO_USE + "))",
                        family,
                        family);
            }
            case "owner" -> {
                UUID owner = UUID.fromString(value);
                about.and("(r.owner_id = ? OR (r.actor_id = ? AND " + AuditActions.NO_USE + "))", owner, owner);
            }
            case "ip" -> about.and(SqlConditions.within("r.ip"), value, value, value);
            case "api_token" -> about.and("(r.session_id = ? OR r.minted_jti = ?)", value, value);
            default -> throw new IllegalArgumentException("No subject has the kind " + kind);
        }
        return about;
    }
}
