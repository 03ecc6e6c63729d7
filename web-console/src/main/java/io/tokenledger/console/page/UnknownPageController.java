package io.tokenledger.console.page;

import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Visitor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers addresses of the console that lead to no page. Assets have a handler of their own. */
@Controller
class UnknownPageController {
    @GetMapping({"/console/{page:(?!assets$).+}", "/console/{page:(?!assets$).+}/**"})
    String unknown(Visitor visitor) {
        throw new ApiProblemException(404, "", "There is no such page.", "Check the address.");
    }
}
