package io.tokenledger.command.personaldata;

import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.eventstore.personaldata.SubjectKeyEraser;
import java.time.YearMonth;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** Destroys the key of an erased month, in one transaction with the event. */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class MonthKeyEraser implements LookupProjection {
    private final SubjectKeyEraser keys;

    MonthKeyEraser(SubjectKeyEraser keys) {
        this.keys = keys;
    }

    @EventHandler
    void on(UnattributedTextsErased event) {
        YearMonth month = YearMonth.parse(event.month());
        keys.destroyMonth(month);
        CurrentUnitOfWork.get().afterCommit(done -> keys.invalidateMonth(month));
    }
}
