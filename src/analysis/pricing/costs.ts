import { add, decimal, divideHalfEven, formatDecimal, toScaled } from '../../domain/decimal.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostTerm } from '../../domain/findings.ts';
import { money } from '../../domain/money.ts';
import type { BlockVolume, Instance, PublicAddress } from '../../domain/resources.ts';
import type { AnalysisBatch } from '../batch.ts';
import { billedTerm, DERIVED_PRICE_SCALE } from './billed.ts';
import type { CostComponent, CostModel } from './components.ts';
import { costModelOf } from './cost-models.ts';
import { listQuote, type PriceList } from './list-price.ts';
import { type Quote, quoteOf } from './quote.ts';

type Billable = BlockVolume | Instance | PublicAddress;
