package io.tokenledger.console.page;

import io.tokenledger.console.client.ApiProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.ui.Model;

/** Shows on a form why the API rejected it. */
public final class Rejection {
    private Rejection() {}

    /**
     * Sets the status of the answer, the text of the problem, and the field that it is about, if it is about one.
     *
     * @throws ApiProblemException if the same form with other values cannot succeed
     */
    public static void show(ApiProblemException rejected, HttpServletResponse response, Model page) {
        rejected.rethrowUnlessCorrectable();
        response.setStatus(rejected.status());
        page.addAttribute("problem", FormWords.of(rejected.text()));
        List<String> fields = FormFields.of(rejected.text());
        if (!fields.isEmpty()) {
            page.addAttribute(FieldProblemDialect.FIELDS, fields);
        }
    }

    /** A problem that the console finds before it asks the API. */
    public static ApiProblemException because(String problem) {
        return new ApiProblemException(422, "", problem, "");
    }
}
