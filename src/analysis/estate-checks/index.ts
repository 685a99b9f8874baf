import type { Check } from '../define-check.ts';
import { advisedReservation, advisedSpendCommitment } from './advised-purchase.ts';
import { advisedTableLayout } from './advised-table-layout.ts';
import { costAnomaly } from './cost-anomaly.ts';
import { expiringCommitment } from './expiring-commitment.ts';
import { nativeRecommendation } from './native-recommendation.ts';
import { reservationPurchase } from './reservation-purchase.ts';
import { resourceTagCoverage } from './resource-tag-coverage.ts';
import { savingsPlanPurchase } from './savings-plan-purchase.ts';
import { tagCoverage } from './tag-coverage.ts';
import { transferHotspot } from './transfer-hotspot.ts';
import { unattendedProject } from './unattended-project.ts';
import { underusedCommitment } from './underused-commitment.ts';
import { underusedOrExpiringCommitment } from './underused-or-expiring-commitment.ts';

/** Checks over whole accounts and clouds. */
export const estateChecks: readonly Check[] = [
  savingsPlanPurchase,
  reservationPurchase,
  underusedCommitment,
  expiringCommitment,
  underusedOrExpiringCommitment,
  nativeRecommendation,
  costAnomaly,
  advisedReservation,
  advisedSpendCommitment,
  resourceTagCoverage,
  tagCoverage,
  transferHotspot,
  advisedTableLayout,
  unattendedProject,
];
