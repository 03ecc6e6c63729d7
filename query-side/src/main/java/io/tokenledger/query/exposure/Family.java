package io.tokenledger.query.exposure;

import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The subject of a report with its keys and their descendants, as conditions on entries {@code r} of the audit trail.
 *
 * @param subject condition that selects the entries of the subject alone
 * @param keys the subject's own keys
 * @param descendants keys that were created with the subject, with their depths
 * @param owners accounts of the subject's entries
 */
record Family(
        ReportSubject reported,
        SqlConditions subject,
        Set<UUID> keys,
        List<RelativesRepository.Descendant> descendants,
        Set<UUID> owners) {

    /** The keys with their depths: 0 for a key of the subject. */
    Map<UUID, Integer> depths() {
        Map<UUID, Integer> depths = new LinkedHashMap<>();
        keys.forEach(key -> depths.put(key, 0));
        descendants.forEach(descendant -> depths.putIfAbsent(descendant.id(), descendant.depth()));
        return depths;
    }

    /** Selects entries of the subject, and uses of the descendants. */
    SqlConditions entries() {
        List<Object> values = new ArrayList<>(subject.values());
        values.add(created());
        SqlConditions entries = new SqlConditions();
        entries.and("((" + subject.all() + ") OR r.token_id = ANY (?))", values.toArray());
        return entries;
    }

    /** Selects entries of the family, and all uses of its owners. */
    SqlConditions entriesAndOwners() {
        List<Object> values = new ArrayList<>(entries().values());
        values.add(ids(owners));
        SqlConditions entries = new SqlConditions();
        entries.and("(" + entries().all() + " OR r.owner_id = ANY (?))", values.toArray());
        return entries;
    }

    /** Selects what the subject and the descendants caused. */
    SqlConditions caused() {
        SqlConditions caused = new SqlConditions();
        switch (reported) {
            case ReportSubject.Key key -> caused.and("r.actor_key_id = ANY (?)", (Object) ids(depths().keySet()));
            case ReportSubject.Owner owner ->
                caused.and("(r.actor_id = ? OR r.actor_key_id = ANY (?))", owner.id(), created());
            case ReportSubject.Network network -> causedBySubject(caused);
            case ReportSubject.ApiToken token -> causedBySubject(caused);
        }
        return caused;
    }

    private void causedBySubject(SqlConditions caused) {
        List<Object> values = new ArrayList<>(subject.values());
        values.add(created());
        caused.and("((" + subject.all() + ") OR r.actor_key_id = ANY (?))", values.toArray());
    }

    private UUID[] created() {
        return descendants.stream().map(RelativesRepository.Descendant::id).toArray(UUID[]::new);
    }

    static UUID[] ids(Set<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
