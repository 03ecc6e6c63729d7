package io.tokenledger.api.paging;

import io.tokenledger.api.problem.RouteConvention;
import io.tokenledger.api.request.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Adds {@code Link} headers (RFC 8288) to the lists of ZenML's routes: first, previous, next and last page. The answer to an
 * overlong query has none.
 */
@RestControllerAdvice
class PageLinks implements ResponseBodyAdvice<Object> {
    /** Links repeat the query of the request, and all headers of a response have 8 KiB. */
    private static final int MAX_LENGTH = 4_096;

    private final PublicUrl publicUrl;

    PageLinks(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public boolean supports(MethodParameter handler, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter handler,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servlet) {
            String links = links(body, servlet.getServletRequest());
            if (!links.isEmpty() && links.length() <= MAX_LENGTH) {
                response.getHeaders().set(HttpHeaders.LINK, links);
            }
        }
        return body;
    }

    private String links(@Nullable Object body, HttpServletRequest request) {
        if (body instanceof Page<?> page) {
            return ofPage(page, request);
        }
        if (body instanceof List<?> slice && RouteConvention.of(request.getServletPath()) == RouteConvention.ZENML) {
            return ofSlice(slice, request);
        }
        return "";
    }

    private String ofPage(Page<?> page, HttpServletRequest request) {
        StringJoiner links = new StringJoiner(", ");
        links.add(link(request, "page", 1, "first"));
        if (page.index() > 1) {
            links.add(link(request, "page", page.index() - 1, "prev"));
        }
        if (page.index() < page.totalPages()) {
            links.add(link(request, "page", page.index() + 1, "next"));
        }
        return links.add(link(request, "page", page.totalPages(), "last")).toString();
    }

    /** The number of all items is unknown, so a full slice may be the last one. */
    private String ofSlice(List<?> items, HttpServletRequest request) {
        Slice slice = Slice.of(number(request, "offset"), number(request, "limit"));
        StringJoiner links = new StringJoiner(", ");
        if (slice.offset() > 0) {
            links.add(link(request, "offset", Math.max(0, slice.offset() - slice.limit()), "prev"));
        }
        if (items.size() >= slice.limit()) {
            links.add(link(request, "offset", slice.offset() + slice.limit(), "next"));
        }
        return links.toString();
    }

    /** The handler has read the same parameter, so it is a number. */
    private static @Nullable Integer number(HttpServletRequest request, String parameter) {
        String value = request.getParameter(parameter);
        return value == null || value.isEmpty() ? null : Integer.valueOf(value);
    }

    private String link(HttpServletRequest request, String parameter, int value, String relation) {
        String url = UriComponentsBuilder.fromUriString(publicUrl.of(request.getRequestURI()))
                .query(request.getQueryString())
                .replaceQueryParam(parameter, value)
                .build()
                .toUriString();
        return "<" + url + ">; rel=\"" + relation + "\"";
    }
}
