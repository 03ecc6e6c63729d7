package io.tokenledger.console.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encodes texts for paths and queries. */
public final class Encoding {
    private Encoding() {}

    /** A text as a value of a query or a form. */
    public static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A text as one segment of a path. */
    public static String segment(String text) {
        return query(text).replace("+", "%20");
    }

    /** A path with a query of the parameters that have a value, in this order. */
    public static String path(String path, Map<String, ? extends @Nullable Object> parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (value != null && !value.toString().isBlank()) {
                given.put(name, value);
            }
        });
        return given.isEmpty()
                ? path
                : path
                        + given.entrySet().stream()
                                .map(one -> query(one.getKey()) + "="
                                        + query(one.getValue().toString()))
                                .collect(Collectors.joining("&", "?", ""));
    }
}
