package io.tokenledger.query.exposure;

import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.exposure.ExposureReport.Verdict;
import io.tokenledger.query.exposure.FamilyRepository.LivingApiToken;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import io.tokenledger.query.sql.KnownKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Concludes from the findings of a report. Pure. */
final class Verdicts {
    private static final String REMEDY =
            "To end the API keys that still work, send their ids as 'tokens' to POST /ledger/tokens/deactivations.";

    private static final int MAX_NAMED = 5;

    private Verdicts() {}

    static Verdict of(SubjectState subject, Findings found, Instant now) {
        List<KnownKey> working = found.members().stream()
                .map(Member::key)
                .filter(key -> key.reasonToRefuse(now) == null)
                .toList();
        List<LivingApiToken> accepted = found.unexpired().stream()
                .filter(token -> token.isAccepted(now))
                .toList();
        Instant last = accepted.stream()
                .map(LivingApiToken::expiresAt)
                .max(Instant::compareTo)
                .orElse(null);
        int networks = count(found, "network");
        int agents = count(found, "agent");
        Map<String, Integer> unknown = found.unknown().stream()
                .collect(Collectors.toMap(gap -> gap.kind().wire(), gap -> 1, Integer::sum, TreeMap::new));
        List<String> sentences = new ArrayList<>();
        sentences.add(sentence(subject, found));
        addRoles(found, sentences);
        SubjectState.Refused refused = subject instanceof SubjectState.Refused one ? one : null;
        addFamily(found, subject.with(), working, sentences);
        addApiTokens(accepted.size(), last, sentences);
        addOrigins(found, networks, agents, sentences);
        addChanges(found, sentences);
        addReach(found, sentences);
        if (!found.unknown().isEmpty()) {
            int gaps = found.unknown().size();
            sentences.add(plural(gaps, "gap") + (gaps == 1 ? " remains, listed" : " remain, listed") + " as unknown.");
        }
        if (found.restricted()) {
            sentences.add("This report covers only what you may see.");
        }
        return new Verdict(
                sentences,
                working.isEmpty() ? null : REMEDY,
                works(subject),
                refused == null ? null : refused.because(),
                refused == null ? null : refused.endedAt(),
                refused == null ? null : refused.endedBy(),
                refused == null ? null : refused.endedFor(),
                found.members().size(),
                working.size(),
                accepted.size(),
                last,
                found.usedBefore(),
                networks,
                agents,
                found.usesFromNewOrigins(),
                found.changes().size(),
                found.reach().organizations().size(),
                found.reach().workspaces().size(),
                unknown);
    }

    /** Null for a subject of which it cannot be said. */
    private static @Nullable Boolean works(SubjectState subject) {
        return switch (subject) {
            case SubjectState.Accepted accepted -> true;
            case SubjectState.Refused refused -> false;
            case SubjectState.Network network -> null;
            case SubjectState.UnknownApiToken unknown -> null;
        };
    }

    private static String sentence(SubjectState subject, Findings found) {
        return switch (subject) {
            case SubjectState.Accepted accepted -> accepted.description() + " works now.";
            case SubjectState.Refused refused -> sentence(refused);
            case SubjectState.Network network ->
                "%s used from the network %s in the window."
                        .formatted(
                                plural(found.members().size() - found.created(), "API key was", "API keys were"),
                                network.network());
            case SubjectState.UnknownApiToken unknown -> "The ledger issued no such API token.";
        };
    }

    private static String sentence(SubjectState.Refused subject) {
        StringBuilder refused = new StringBuilder(subject.description())
                .append(subject.endedAt() == null ? " is refused" : " has been refused");
        if (subject.endedAt() != null) {
            refused.append(" since ").append(text(subject.endedAt()));
        }
        String how = subject.endedHow();
        refused.append(": ").append(how == null ? phrase(subject.because()) : how);
        if (subject.endedBy() != null) {
            refused.append(" by ").append(subject.endedBy());
        }
        if (subject.endedFor() != null) {
            refused.append(", for the reason “").append(subject.endedFor()).append("”");
        }
        return refused.append('.').toString();
    }

    private static String phrase(UseRefusalReason reason) {
        return switch (reason.wire()) {
            case "deleted" -> "it was deleted";
            case "deactivated" -> "it was deactivated";
            case "expired", "api_token_expired" -> "it has expired";
            case "account_inactive" -> "its account was deactivated or deleted";
            case "revoked" -> "it was revoked";
            default -> "it has ended";
        };
    }

    private static void addFamily(Findings found, String with, List<KnownKey> working, List<String> sentences) {
        int keys = found.members().size();
        if (found.created() == 0) {
            sentences.add("No API key was created " + with + ".");
            if (keys <= 1) {
                return; // the first sentence is about this key
            }
        }
        String names = working.stream()
                .limit(MAX_NAMED)
                .map(key -> "“" + key.name() + "” of "
                        + Objects.requireNonNullElse(key.ownerUsername(), "an unknown account"))
                .collect(Collectors.joining(", "));
        if (working.isEmpty()) {
            sentences.add("None of the " + plural(keys, "API key") + " of its family works now.");
            return;
        }
        sentences.add("%d of the %s of its family %s now: %s%s."
                .formatted(
                        working.size(),
                        plural(keys, "API key"),
                        working.size() == 1 ? "works" : "work",
                        names,
                        working.size() > MAX_NAMED ? " and others" : ""));
    }

    private static void addApiTokens(int accepted, @Nullable Instant last, List<String> sentences) {
        sentences.add(
                last == null
                        ? "No API token of its family is accepted now."
                        : "%s of its family %s accepted now, the last until %s."
                                .formatted(plural(accepted, "API token"), accepted == 1 ? "is" : "are", text(last)));
    }

    private static void addReach(Findings found, List<String> sentences) {
        int hidden = found.reach().hidden();
        sentences.add("It could reach %s and %s%s."
                .formatted(
                        plural(found.reach().organizations().size(), "organization"),
                        plural(found.reach().workspaces().size(), "workspace"),
                        hidden == 0 ? "" : ", and " + hidden + " that you may not see"));
    }

    private static void addRoles(Findings found, List<String> sentences) {
        if (!found.instanceRoles().isEmpty()) {
            sentences.add("An account of its family has these roles on the whole instance now: "
                    + String.join(", ", found.instanceRoles()) + ".");
        }
    }

    private static void addOrigins(Findings found, int networks, int agents, List<String> sentences) {
        if (networks + agents == 0) {
            sentences.add("No use in the window came from a new network or user agent.");
        } else if (!found.usedBefore()) {
            sentences.add(
                    "No API key of the owners concerned was used before the window, so nothing distinguishes a stranger.");
        } else {
            sentences.add("%s came from a new network (%d) or with a new user agent (%d), first seen in the window."
                    .formatted(plural(found.usesFromNewOrigins(), "use"), networks, agents));
        }
    }

    private static void addChanges(Findings found, List<String> sentences) {
        int changes = found.changes().size();
        sentences.add(
                changes == 0
                        ? "It changed, read and exported nothing of the ledger."
                        : "It made " + plural(changes, "change, read or export", "changes, reads or exports")
                                + " of the ledger; the last: it "
                                + found.changes().getLast().sentence() + ".");
    }

    private static int count(Findings found, String kind) {
        return (int) found.newOrigins().stream()
                .filter(origin -> origin.kind().equals(kind))
                .count();
    }

    private static String plural(long number, String one) {
        return plural(number, one, one + "s");
    }

    private static String plural(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
