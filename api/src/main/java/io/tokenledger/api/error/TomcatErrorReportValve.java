package io.tokenledger.api.error;

import io.tokenledger.api.problem.Problem;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.RouteConvention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems for requests that Tomcat rejects before any filter of ours runs: malformed request lines, headers
 * that are too large. The path is what the client sent, undecoded; if Tomcat could not read it, the problem has ZenML's
 * format.
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
        String uri = request.getRequestURI();
        // A request line that is too long has no path. The standard format also has the 'detail' of ZenML's.
        RouteConvention convention = uri == null || uri.isEmpty() ? RouteConvention.LEDGER : RouteConvention.of(uri);
        Problem problem = code.because("The request was rejected before it was read. " + code.remedy())
                .problem();
        try {
            response.setContentType(
                    convention == RouteConvention.LEDGER ? "application/problem+json" : "application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter()
                    .write(JsonMapper.shared().writeValueAsString(ProblemWriter.body(convention, problem)));
            response.finishResponse();
        } catch (IOException gone) {
            getContainer()
                    .getLogger()
                    .debug("The client closed the connection before its error response was written", gone);
        }
    }
}
