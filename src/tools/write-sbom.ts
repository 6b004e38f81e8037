import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';
import { billOfMaterials } from './supply-chain/bill-of-materials.js';
import { isInstalled, productionPackages } from './supply-chain/locked-packages.js';

/** `npm run sbom`, and after each build: what production runs on here, in dist/sbom.cdx.json. */
const bill = billOfMaterials(productionPackages().filter(isInstalled));
writeFileSync(join(projectRoot, 'dist', 'sbom.cdx.json'), `${JSON.stringify(bill, undefined, 2)}\n`);
console.log(`dist/sbom.cdx.json: ${bill.components.length} paket`);
