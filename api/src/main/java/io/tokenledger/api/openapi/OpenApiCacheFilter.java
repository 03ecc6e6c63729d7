package io.tokenledger.api.openapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.util.DigestUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Renders each format of the OpenAPI document once. Springdoc renders it for each request, which takes tens of
 * milliseconds of CPU time, and the route is public.
 */
public final class OpenApiCacheFilter extends OncePerRequestFilter {
    private static final Set<String> PATHS = Set.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config");

    private record Document(ByteArrayResource body, String contentType, String etag) {}

    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") || !PATHS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Document document = documents.get(request.getRequestURI());
        if (document == null) {
            document = render(request, response, chain);
        }
        if (document != null) {
            write(document, request, response);
        }
    }

    /** Renders for one request at a time; null if the response is not a document. */
    private synchronized @Nullable Document render(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Document rendered = documents.get(request.getRequestURI());
        if (rendered != null) {
            return rendered;
        }
        ContentCachingResponseWrapper captured = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, captured);
        if (captured.getStatus() != HttpServletResponse.SC_OK || captured.getContentType() == null) {
            captured.copyBodyToResponse();
            return null;
        }
        byte[] body = captured.getContentAsByteArray();
        Document document = new Document(
                new ByteArrayResource(body), captured.getContentType(), '"' + DigestUtils.md5DigestAsHex(body) + '"');
        documents.put(request.getRequestURI(), document);
        return document;
    }

    private static void write(Document document, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, document.etag());
        if (document.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(document.contentType());
        response.setContentLength(document.body().getByteArray().length);
        response.getOutputStream().write(document.body().getByteArray());
    }
}
