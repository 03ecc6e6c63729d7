package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.auditstreaming.outbound.TargetNotAllowedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Describes a failed delivery for operators. Of a URL it shows only host and port, because the rest may contain a
 * secret.
 */
final class DeliveryFailures {
    private DeliveryFailures() {}

    static String of(Throwable failure, String target) {
        return switch (failure) {
            case IOException io -> ofConnection(io, target);
            case UnusableSinkException unusable -> unusable.problem();
            default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
        };
    }

    private static String ofConnection(IOException failure, String target) {
        return switch (failure) {
            case NoSuchFileException missing -> "the folder of " + missing.getFile() + " does not exist";
            case AccessDeniedException denied -> "the ledger lacks permission to write to " + denied.getFile();
            case UnknownHostException unknown -> unknownHost(unknown, target);
            case ConnectException refused -> "no connection could be opened to " + place(target);
            case SocketTimeoutException late -> place(target) + " did not answer in time";
            case HttpTimeoutException late -> place(target) + " did not answer in time";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    /** A name without an address, or with none that is permitted. */
    private static String unknownHost(UnknownHostException failure, String target) {
        return failure.getCause() instanceof TargetNotAllowedException refused
                ? String.valueOf(refused.getMessage())
                : "no IP address was found for " + place(target);
    }

    private static String place(String target) {
        try {
            URI uri = URI.create(target.contains("://") ? target : "syslog://" + target);
            return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException noUri) {
            return "the target";
        }
    }
}
