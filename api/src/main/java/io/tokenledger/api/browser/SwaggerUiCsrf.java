package io.tokenledger.api.browser;

import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Configures the name of the CSRF cookie in Swagger UI. The name depends on TLS. */
@Component
class SwaggerUiCsrf {
    SwaggerUiCsrf(ObjectProvider<SwaggerUiConfigProperties> swaggerUi, BrowserCookies cookies) {
        swaggerUi.ifAvailable(settings -> settings.getCsrf().setCookieName(cookies.name(SessionCookie.CSRF)));
    }
}
