package io.tokenledger.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The ledger's Tomcat without its filters and without Spring MVC. One servlet reads the header and the form, and
 * returns the same constants as {@link ConstantEndpoint}.
 */
public final class BareTomcat {
    private BareTomcat() {}

    /** Serves at a port of the loopback address until the process ends. */
    public static void main(String[] arguments) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[1]);
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", "64"); // as in api.yml
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "constant", new Constant());
        context.addServletMappingDecoded("/", "constant");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static final class Constant extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(request, response, "text/plain", ConstantEndpoint.ANSWER_TO_GET);
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getParameter("token") == null) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            answer(request, response, "application/json", ConstantEndpoint.ANSWER_TO_POST);
        }

        private static void answer(HttpServletRequest request, HttpServletResponse response, String type, byte[] body)
                throws IOException {
            if (request.getHeader("Authorization") == null) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            response.setContentType(type);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
