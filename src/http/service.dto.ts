/** The service in brief. */
export class ApiInfoView {
  /** @example "Yttra" */
  apiName!: string;
  /** @example "1.1.0" */
  apiVersion!: string;
  /** @example "2026-11-23" */
  apiReleased!: string;
  /** @example "/docs" */
  apiDocumentation!: string;
  /** @example "active" */
  apiStatus!: string;
  /** @example "https://github.com/yttra/yttra/issues" */
  apiContact!: string;
}
