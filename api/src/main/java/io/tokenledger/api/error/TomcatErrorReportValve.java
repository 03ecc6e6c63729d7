package io.tokenledger.api.error;

import io.tokenledger.api.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Writes problems for requests that Tomcat rejects before any filter of ours runs: malformed request lines, headers
 * that are too large. Such a request has no reliable path, so its problem has ZenML's format.
 */
public final class TomcatErrorReportValve extends ErrorReportValve {
    public static void install(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(TomcatErrorReportValve.class.getName());
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = StandardProblems.code(response.getStatus());
        String body = "{\"detail\":[\"%s\",\"The request was rejected before it was read. %s\"]}"
                .formatted(code.exceptionName(), code.remedy());
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            getContainer()
                    .getLogger()
                    .debug("The client closed the connection before its error response was written", gone);
        }
    }
}
