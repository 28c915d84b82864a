// The content security policy under which the platform serves the frame, as its own package computes it of the manifest.
import { load, quiet } from './tools.mjs';

const { CSPInjectionService, CSPProcessingService } = load('@forge/csp');

/** @param html the frame's index.html
 *  @param site where Jira is */
export function policyOf(manifest, html, site) {
  const details = new CSPProcessingService(quiet, load('cheerio').load).getCspDetails(html, manifest.permissions);
  return new CSPInjectionService().getInjectableCSP({ existingCSPDetails: details, microsEnv: 'prod', hostname: site }).join('; ');
}
