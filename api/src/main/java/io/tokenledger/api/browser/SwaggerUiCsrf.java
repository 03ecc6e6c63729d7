package io.tokenledger.api.browser;

import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells Swagger UI the name of the cookie that its writes must prove to have read, which depends on TLS. */
@Component
class SwaggerUiCsrf {
    SwaggerUiCsrf(ObjectProvider<SwaggerUiConfigProperties> swaggerUi, BrowserCookies cookies) {
        swaggerUi.ifAvailable(settings -> settings.getCsrf().setCookieName(cookies.name(SessionCookie.CSRF)));
    }
}
